import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Invalid, Unavailable } from '@pail/failures'

export const isTarName = (path: string): boolean => path.endsWith('.tar')

/** One file of the folder's content, whole or not there. */
export async function packTar(folder: string, target: string): Promise<void> {
  const part = `${folder}.tar`
  try {
    await tar(['-cf', part, '-C', folder, '.'])
    const file = await open(part)
    await file.sync()
    await file.close()
    await rename(part, target)
  } finally {
    await rm(part, { force: true })
  }
}

/** Beside the file, as that disk has room for it; the caller takes it away. */
export async function unpackTar(source: string): Promise<string> {
  const folder = await mkdtemp(join(dirname(resolve(source)), '.pail-restore-'))
  try {
    await tar(['-xf', resolve(source), '-C', folder, '--no-same-owner'])
    return folder
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function tar(args: string[]): Promise<void> {
  const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = await once(child, 'close').catch(() => {
    throw new Unavailable('The tar program is needed for a backup in one file; name a folder instead')
  })
  if (ended[0] !== 0) throw new Invalid(`tar did not end well: ${said.trim().split('\n')[0]}`)
}
