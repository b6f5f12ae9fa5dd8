import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { KnownBranch } from '../engine.ts'
import type { Index } from '../search/candidates.ts'
import { apply } from '../sqlite/apply.ts'
import { Opening } from '../sqlite/opening.ts'
import { Refreshing } from '../sqlite/refreshing.ts'
import { removeFiles } from '../sqlite/schema.ts'
import { Pool } from '../threads/pool.ts'
import { Layering } from './layering.ts'
import type { ZoektLooked, ZoektWork } from './look.ts'
import { Patience } from './patience.ts'
import { findZoekt, type ZoektPrograms } from './programs.ts'
import { ownWebserver, runningWebserver, type Webserver } from './webserver.ts'

/** Where Zoekt is, and where its index is kept. */
export interface ZoektOptions {
  /** The file in which stands what is in which shard. */
  ledger: string
  /** The folder of the shards, for this index alone. */
  shards: string
  /** The address of a webserver that serves this folder. Without it one is started here. */
  url?: string
  /** Without them they are looked for on the PATH. */
  programs?: ZoektPrograms
  /** Threads that answer searches; others write and build. */
  readers?: number
  /** Called when the ledger was damaged and is empty again. */
  onLost?: () => void
}

interface Open {
  writer: Pool
  readers: Pool
  builder: Pool
  layering: Layering
  upkeep: Refreshing
  webserver: Webserver
}

/**
 * The index in shards of Zoekt and a ledger in SQLite that says which branch has which of their contents. Nothing is
 * opened or started before it is used.
 */
export function openZoektIndex(options: ZoektOptions): Index {
  const opening = new Opening<Open>({
    open: () => open(options),
    close,
    remove: () => removeFiles(options.ledger),
    onLost: options.onLost,
  })
  return {
    update: (change, texts, signal) =>
      opening.use(async ({ writer, layering, upkeep }) => {
        if (change.to === null) await writer.ask('forget', { repository: change.repository, branch: change.branch })
        else
          await apply(change, {
            writer,
            texts,
            signal,
            learnt: () => layering.keepUp(),
            settle: () => layering.settle(),
          })
        upkeep.wake()
      }),
    forget: (repository, branch) =>
      opening.use(async ({ writer, upkeep }) => {
        await writer.ask('forget', { repository, ...(branch === undefined ? {} : { branch }) })
        upkeep.wake()
      }),
    known: repository => opening.use(({ readers }) => readers.ask<KnownBranch[]>('known', repository)),
    look: ({ signal, query, how, repositories, branch, sure, doubtful }) =>
      opening.use(async ({ readers, webserver, layering }) => {
        const work = { query, how, repositories: repositories.join('\n'), sure, doubtful }
        const asked = branch === undefined ? work : { ...work, branch }
        const patience = new Patience(layering, signal)
        for (;;) {
          const url = await webserver.url()
          const answer = await readers.ask<ZoektLooked>('look', { ...asked, url } satisfies ZoektWork, signal)
          if ('looked' in answer) return answer.looked
          await patience.bear(answer)
        }
      }),
    wipe: () => opening.wipe(),
    close: () => opening.close(),
  }
}

// One to build with while small shards are put together.
const BUILDERS = 2

async function open({ ledger, shards, url, readers: count = 2, ...options }: ZoektOptions): Promise<Open> {
  const { indexer, webserver: program } = options.programs ?? findZoekt({ isRunning: url !== undefined })
  mkdirSync(dirname(ledger), { recursive: true, mode: 0o700 })
  const pool = (thread: string, threads: number) =>
    new Pool(new URL(thread, import.meta.url), threads, { file: ledger })
  const writer = pool('./writing-thread.ts', 1)
  const [readers, builder] = [pool('./reading-thread.ts', count), pool('./building-thread.ts', BUILDERS)]
  const webserver = url === undefined ? ownWebserver(program!, shards) : runningWebserver(url)
  const layering = new Layering({ writer, builder, webserver, place: { folder: shards, indexer } })
  const opened = {
    writer,
    readers,
    builder,
    layering,
    webserver,
    upkeep: new Refreshing(writer, readers, () => layering.tidy()),
  }
  try {
    // The one who writes makes the ledger, if there is none that can be read.
    await writer.ask('open', undefined)
    await layering.begin()
    return opened
  } catch (error) {
    await close(opened)
    throw error
  }
}

async function close({ writer, readers, builder, layering, upkeep, webserver }: Open): Promise<void> {
  upkeep.stop()
  await layering.close()
  await Promise.all([writer, readers, builder, webserver].map(part => part.close()))
}
