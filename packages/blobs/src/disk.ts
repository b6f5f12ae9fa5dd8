import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, statSync } from 'node:fs'
import { access, constants, open, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Unavailable } from '@pail/failures'
import { refuseOther, upTo } from './announced.ts'
import { type BlobId, type Blobs, isBlobId, type Kept, NoSuchBlob } from './blob.ts'
import { isAbsent, outOfSpace, unlessAbsent } from './fault.ts'
import { flushFolder, namesIn, withFolder } from './folders.ts'
import { readingOf } from './pass-on.ts'
import { pour } from './pour.ts'

const LARGE_BYTES = 16 * 2 ** 20

/**
 * Contents as files of a folder that is this process's alone: `ab/ab12…`, each written under a passing name in `part`
 * and renamed once it is whole and on the disk.
 */
export function openDisk(folder: string): Blobs {
  const part = join(folder, 'part')
  const place = (id: BlobId) => join(folder, below(id))
  return {
    async put(content, announced) {
      const passing = join(part, randomUUID())
      const file = await withFolder(part, () => open(passing, 'wx', 0o600)).catch(error => {
        throw outOfSpace(error)
      })
      try {
        const { id, size } = await pour(upTo(announced, content), file).finally(() => file.close())
        refuseOther(announced, { id, size })
        // A large file takes a while to go, which is not spent in that step.
        const replaced = size < LARGE_BYTES ? undefined : await open(place(id)).catch(() => undefined)
        // In one step with the look that `remove` takes: what is put while it is forgotten is there afterwards.
        await withFolder(dirname(place(id)), () => renameSync(passing, place(id)))
        replaced?.close().catch(() => {})
        await flushFolder(dirname(place(id)))
        return { id, size, since: new Date() }
      } catch (error) {
        rmSync(passing, { force: true })
        throw outOfSpace(error)
      }
    },
    async get(id, range) {
      const file = await open(place(id)).catch(error => absent(error, id))
      return readingOf(file, range)
    },
    address: async () => undefined,
    place: below,
    seek: async id => kept(id, place(id)),
    async remove(id, before) {
      const found = statSync(place(id), { throwIfNoEntry: false })
      if (!found || (before && found.mtime >= before)) return false
      rmSync(place(id))
      return true
    },
    async *list() {
      for await (const shelf of namesIn(folder)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue
        for await (const name of namesIn(join(folder, shelf))) {
          const found = isBlobId(name) && (await kept(name, place(name)))
          if (found) yield found
        }
      }
    },
    tidy: before => tidy(part, before),
    check: () => check(folder),
  }
}

const below = (id: BlobId): string => `${id.slice(0, 2)}/${id}`

async function kept(id: BlobId, path: string): Promise<Kept | undefined> {
  const found = await unlessAbsent(stat(path))
  return found && { id, size: found.size, since: found.mtime }
}

/** What still grows is not left behind. */
async function tidy(part: string, before: Date): Promise<number> {
  let count = 0
  for await (const name of namesIn(part)) {
    const path = join(part, name)
    const found = await stat(path).catch(() => undefined)
    if (!found || found.mtime >= before) continue
    await unlink(path).catch(() => {})
    count++
  }
  return count
}

/** A folder that is not there is made when the first content comes. */
async function check(folder: string): Promise<void> {
  const fault = await unlessAbsent(access(folder, constants.R_OK | constants.W_OK | constants.X_OK)).catch(
    error => error,
  )
  if (fault) throw new Unavailable(`Files cannot be kept: ${(fault as Error).message}`)
}

function absent(error: unknown, id: BlobId): never {
  throw isAbsent(error) ? new NoSuchBlob(id) : error
}
