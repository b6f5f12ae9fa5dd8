import type { Caller } from '@pail/testkit'

/** A file to bring: its name, and what is in it. */
export type Brought = readonly [name: string, content: string | Uint8Array<ArrayBuffer>]

export function formOf(...files: readonly Brought[]): FormData {
  const form = new FormData()
  for (const [name, content] of files) form.append('files', new Blob([content]), name)
  return form
}

/** Brings files to a repository, as a form. */
export const bring = (by: Caller, fullName: string, ...files: readonly Brought[]) =>
  by.send('POST', `/2.0/repositories/${fullName}/downloads`, { body: formOf(...files) })
