import { readFileSync } from 'node:fs'
import { misconfigured } from '../protocol/failure.ts'

/** Reads a JSON document, whatever the file is called. Hosts that have no state hand over an empty file. */
export function documentIn(file: string, { isEmptyAllowed = false } = {}): unknown {
  const text = textIn(file).replace(/^\uFEFF/, '')
  if (isEmptyAllowed && text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // What the parser says quotes the text, and secrets stand in it.
    throw misconfigured(`${file} holds no JSON document.`)
  }
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw misconfigured(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, error)
  }
}
