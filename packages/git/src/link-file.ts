import { constants } from 'node:fs'
import { copyFile, link } from 'node:fs/promises'
import { syncToDisk } from './sync-to-disk.ts'

/** Where hard links end: another file system, one without them, or too many of them. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP'])

/** Gives a file that never changes a second name, or a second copy. False when it is not there any more. */
export async function linkFile(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return false
    if (!NO_LINK.has(code)) throw error
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    await syncToDisk(to)
  }
  return true
}
