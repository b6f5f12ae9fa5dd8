import { NotFound } from '@pail/failures'
import { later, now } from '../../../../kernel/clock.ts'
import { wake } from '../../../../kernel/events.ts'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Schedule } from '../../../../kernel/schedule.ts'
import { byUuids } from '../../../repositories/store.ts'
import { isUpToDate, searchedBranches } from './branches.ts'
import * as lost from './lost.ts'
import * as store from './store.ts'

const SECONDS = 10
/** Rows that one step looks at, and steps that follow one another while they find something. */
const AT_ONCE = 50
const STEPS = 40
/** What was compared later than that is not compared again, unless it was by a process before this one. */
const FRESH_SECONDS = 600

const began = new WeakMap<Forge, string>()

/** Finds what no event told of: a restored backup, an index that was lost, a crash. */
export const repairing: Schedule = {
  seconds: SECONDS,
  async run(forge) {
    const start = began.get(forge) ?? now()
    began.set(forge, start)
    const stale = later(-FRESH_SECONDS)
    await repair(forge, stale > start ? stale : start)
  },
}

/** Compares what was not compared since a moment; answers how many indexes have to be looked after. */
export async function repair(forge: Forge, before: string): Promise<number> {
  let found = 0
  for (let step = 0; step < STEPS && forge.search; step++) {
    const some = await look(forge, before)
    if (some.length === 0) break
    await forge.database.transact(tx => store.want(tx, some))
    wake()
    found += some.length
  }
  return found
}

async function look(forge: Forge, before: string): Promise<string[]> {
  const { reader } = forge.database
  const missing = [...(await lost.unknown(reader, AT_ONCE)), ...(await lost.gone(reader, AT_ONCE))]
  return missing.length > 0 ? missing : outdated(forge, before)
}

async function outdated({ database, git, search, config }: Forge, before: string): Promise<string[]> {
  const uuids = await lost.unchecked(database.reader, before, AT_ONCE)
  if (uuids.length === 0) return []
  const repositories = await byUuids(database.reader, uuids)
  const found: string[] = []
  for (const [uuid, { mainBranch }] of repositories) {
    const refs = await git.refs(uuid).catch(unlessGone)
    const searched = refs ? searchedBranches(refs, mainBranch, config.search?.branches ?? []) : []
    if (refs && !isUpToDate(await search!.known(uuid), searched)) found.push(uuid)
  }
  await database.transact(tx => lost.noteChecked(tx, uuids))
  return found
}

/** The doctor tells of repositories without a storage. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}
