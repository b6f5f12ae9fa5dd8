import type { Named } from './batch.ts'

/** What git-lfs commits in the place of a file is shorter than that. */
export const MAX_POINTER_BYTES = 1024

const POINTER = /^version [^\n]+\n(?:ext-[^\n]+\n)*oid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n/

/** The file that a committed content stands for, if it is a pointer. */
export function pointedTo(content: Buffer): Named | undefined {
  const [, oid, size] = POINTER.exec(content.toString('latin1')) ?? []
  return oid === undefined ? undefined : { oid, size: Number(size) }
}
