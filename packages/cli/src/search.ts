import { setTimeout as pause } from 'node:timers/promises'
import type { SearchReindex, SearchState } from '@pail/client'
import { Command } from 'commander'
import { bar } from './bar.ts'
import { Failed } from './failure.ts'
import { searching } from './search-code.ts'
import { repositoryIn, type Session, sessionOf } from './session.ts'
import { type Column, day, showOne, tell } from './show.ts'

const columns: Column<SearchState>[] = [
  ['repositories', state => state.repositories],
  ['indexed', state => state.indexed],
  ['waiting', state => state.waiting],
  ['failing', state => state.failing],
  ['last error', state => state.last_error],
  ['reindex', state => state.reindex?.state],
  ['since', state => day(state.reindex?.started_on)],
  ['done', state => state.reindex && `${state.reindex.done} of ${state.reindex.repositories}`],
]

const LOOK_AGAIN_MS = 300

/** `pail search`: code, and the index that it is searched by. */
export function searchCommand(): Command {
  const search = searching(new Command('search').description('find code; of administrators, look after the index'))
  search.command('status').description('show how much of the code can be searched').action(status)
  search
    .command('reindex')
    .option('--repository <workspace/repository>', 'of one repository; of all, unless given')
    .option('--no-wait', 'do not wait until it is there')
    .description('build the index anew from nothing')
    .action(reindex)
  return search
}

async function status(_: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.search.index.get(), columns, json)
}

async function reindex({ repository, wait }: { repository?: string; wait: boolean }, me: Command) {
  const session = sessionOf(me)
  if (repository !== undefined) repositoryIn(repository)
  const one = repository !== undefined && { repository }
  const begun = await session.client.search.index.reindex({}, { ...one })
  const ended = wait ? await untilDone(session, begun, { ...one }) : begun
  const { done, repositories, failing } = ended
  if (failing) throw new Failed(`${failing} of ${repositories} could not be indexed: pail search status tells why`)
  const line = wait ? `${done} indexed` : `${repositories} to be indexed`
  tell(`${repository ?? 'all repositories'}: ${line}`, session.json, ended)
}

/** Shows how far it is until all are there, or the rest is what fails. */
async function untilDone(session: Session, begun: SearchReindex, one: { repository?: string }): Promise<SearchReindex> {
  const progress = bar(!session.json)
  try {
    let now = begun
    while (now.state === 'running' && (now.done ?? 0) + (now.failing ?? 0) < (now.repositories ?? 0)) {
      progress.show({ stage: 'Indexing', done: now.done ?? 0, of: now.repositories ?? 0 })
      await pause(LOOK_AGAIN_MS)
      now = await session.client.search.index.getProgress(one)
    }
    return now
  } finally {
    progress.end()
  }
}
