import { randomBytes } from 'node:crypto'
import { link, lstat, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Misused } from '../core/misused.ts'

/** What goes wrong on our side of the line: one line for a person. */
export class NotSaved extends Error {
  override name = 'NotSaved'
}

/** The file that is meant by a path: itself, or the one of that name in the folder that it is. */
export async function fileFor(path: string, name: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) return join(path, lastOf(name))
  if (/[/\\]$/.test(path)) throw new Misused(`${path} is no folder`)
  return path
}

/** What of a name is no path. */
export function lastOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  if (['', '.', '..'].includes(last) || last.includes('\0'))
    throw new Misused(`${name} is no name of a file; say another`)
  return last
}

/**
 * Writes a file that is there in full or not at all: it gets its name when all of it has been written. One that is there
 * already is left alone, unless it is to be replaced; a device or a pipe is written to as it is.
 */
export async function save(content: AsyncIterable<Uint8Array>, to: string, mayReplace: boolean): Promise<void> {
  const isFile = await isFree(to, mayReplace)
  try {
    if (isFile) await saveWhole(content, to, mayReplace)
    else await write(content, to, 'w')
  } catch (error) {
    throw isOfFiles(error) ? new NotSaved(`${to} is not written: ${error.message}`, { cause: error }) : error
  }
}

/** Refuses a path that is not to be written to; answers whether a file will be there, not a device. */
export async function isFree(path: string, mayReplace: boolean): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  const isFile = found === undefined || found.isFile() || found.isSymbolicLink()
  if (found !== undefined && isFile && !mayReplace) throw taken(path)
  return isFile
}

const taken = (to: string) => new Misused(`${to} is there already`)

async function saveWhole(content: AsyncIterable<Uint8Array>, to: string, mayReplace: boolean): Promise<void> {
  const part = join(dirname(to), `.${basename(to).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`)
  try {
    await write(content, part, 'wx')
    if (mayReplace) await rename(part, to)
    else await place(part, to)
  } finally {
    await rm(part, { force: true })
  }
}

/** Unlike a move, a link never takes the place of what has come there in the meantime. */
async function place(part: string, to: string): Promise<void> {
  try {
    await link(part, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw taken(to)
    if (!WITHOUT_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    await rename(part, to)
  }
}

const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'])

async function write(content: AsyncIterable<Uint8Array>, path: string, flags: 'w' | 'wx'): Promise<void> {
  const file = await open(path, flags)
  await pipeline(content, file.createWriteStream({ highWaterMark: 1 << 20 }))
}

const isOfFiles = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'syscall' in error &&
  'code' in error &&
  ['open', 'write', 'rename', 'link', 'close'].includes(String(error.syscall))
