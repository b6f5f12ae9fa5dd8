import type { How } from '../language/code-query.ts'
import { fold } from '../language/fold.ts'
import type { SearchedFile } from './found.ts'

/** A file made ready to be looked in. All its texts have the same places. */
export interface OpenFile {
  readonly file: SearchedFile
  /** With every line ending in LF. */
  readonly text: string
  /** The case that terms are compared in. */
  readonly comparedPath: string
  readonly comparedText: string
}

/** Opens a file for comparisons that look at case, or do not. */
export function openFile(file: SearchedFile, how: How): OpenFile {
  const text = file.text?.includes('\r\n') ? file.text.replaceAll('\r\n', '\n') : (file.text ?? '')
  if (how.caseSensitive) return { file, text, comparedPath: file.path, comparedText: text }
  return { file, text, comparedPath: fold(file.path), comparedText: fold(text) }
}
