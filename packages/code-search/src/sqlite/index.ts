import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { KnownBranch } from '../engine.ts'
import type { Index, Looked } from '../search/candidates.ts'
import { Pool } from '../threads/pool.ts'
import { apply } from './apply.ts'
import type { LookWork } from './look.ts'
import { Opening } from './opening.ts'
import { Refreshing } from './refreshing.ts'
import { removeFiles } from './schema.ts'

/** What is to be known besides the file. */
export interface SqliteOptions {
  /** Threads that answer searches; one more writes. */
  readers?: number
  /** Called when the file was damaged and is empty again. */
  onLost?: () => void
}

interface Open {
  writer: Pool
  readers: Pool
  upkeep: Refreshing
}

/** The index in a SQLite file of its own. Nothing is opened before it is used; all work is done on other threads. */
export function openSqlite(file: string, options: SqliteOptions = {}): Index {
  const opening = new Opening<Open>({
    open: () => openThreads(file, options),
    close({ writer, readers, upkeep }) {
      upkeep.stop()
      return Promise.all([readers.close(), writer.close()])
    },
    remove: () => removeFiles(file),
    onLost: options.onLost,
  })
  return {
    update: (change, texts, signal) =>
      opening.use(async ({ writer, upkeep }) => {
        if (change.to === null) await writer.ask('forget', { repository: change.repository, branch: change.branch })
        else await apply(change, { writer, texts, signal })
        upkeep.wake()
      }),
    forget: (repository, branch) =>
      opening.use(async ({ writer, upkeep }) => {
        await writer.ask('forget', { repository, ...(branch === undefined ? {} : { branch }) })
        upkeep.wake()
      }),
    known: repository => opening.use(({ readers }) => readers.ask<KnownBranch[]>('known', repository)),
    look: ({ signal, query, how, repositories, branch, sure, doubtful }) =>
      opening.use(({ readers }) => {
        const work: LookWork = { query, how, repositories: repositories.join('\n'), sure, doubtful }
        return readers.ask<Looked>('look', branch === undefined ? work : { ...work, branch }, signal)
      }),
    wipe: () => opening.wipe(),
    close: () => opening.close(),
  }
}

async function openThreads(file: string, { readers = 2 }: SqliteOptions): Promise<Open> {
  mkdirSync(dirname(file), { recursive: true })
  const writer = new Pool(new URL('./writing-thread.ts', import.meta.url), 1, { file })
  // The one who writes makes the file, if there is none that can be read.
  await writer.ask('open', undefined)
  const reading = new Pool(new URL('./reading-thread.ts', import.meta.url), readers, { file })
  return { writer, readers: reading, upkeep: new Refreshing(writer, reading) }
}
