import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Has a file, or the names in a folder, on the disk. */
export function persist(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
