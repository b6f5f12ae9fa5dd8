import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { GivenFile } from '../core/exchange.ts'
import { Misused } from '../core/misused.ts'

/** A file of this machine, to be sent. It is read when it is sent, and never as a whole. */
export async function fileAt(path: string, name: string = basename(path)): Promise<GivenFile<Blob>> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Misused(`${path} cannot be read (${error.code})`)
  })
  if (!found.isFile()) throw new Misused(`${path} is no file`)
  try {
    return { file_name: name, file: await openAsBlob(path) }
  } catch (error) {
    throw new Misused(`${path} cannot be read (${(error as Error).message})`)
  }
}
