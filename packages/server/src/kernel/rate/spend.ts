import type { Db, PailDatabase } from '../../db/tables/index.ts'
import { RateExceeded } from '../failure.ts'
import type { Forge } from '../forge.ts'
import type { Schedule } from '../schedule.ts'
import type { Group } from './groups.ts'
import { LENGTH_MS, leftIn, waitIn, windowAt } from './window.ts'

/** Where somebody stands with one kind of calls. */
export interface Standing {
  resource: Group
  limit: number
  remaining: number
  /** Until the hour that is counted in ends, or after a refusal until there is room again. */
  seconds: number
}

/** Calls that this process may let through without asking the others, as they are taken off what all share. */
interface Purse {
  left: number
  /** What all had besides, when these were taken. */
  shared: number
  until: number
  refusedUntil: number
}

/** The share of what is left that one process takes at once: what it does not spend is lost to the others. */
const SHARE = 10
const MOST_AT_ONCE = 100
const MOST_PURSES = 100_000

interface Purses {
  held: Map<string, Purse>
  filling: Map<string, Promise<Purse>>
}

const all = new WeakMap<PailDatabase, Purses>()

/** Counts one call, and refuses it when there were too many; nothing where this kind has no limit. */
export async function spend(forge: Forge, resource: Group, identity: string): Promise<Standing | undefined> {
  const limit = forge.config.rateLimits?.[resource]
  if (limit === undefined) return undefined
  const purses = all.get(forge.database) ?? { held: new Map(), filling: new Map() }
  all.set(forge.database, purses)
  const name = `${resource} ${identity}`
  for (let purse = purses.held.get(name); ; purse = await filled(forge.database, purses, { name, limit })) {
    const moment = Date.now()
    if (!purse) continue
    const standing = (remaining: number, until: number): Standing => ({
      resource,
      limit,
      remaining,
      seconds: Math.max(1, Math.ceil((until - moment) / 1000)),
    })
    if (moment < purse.refusedUntil) throw new RateExceeded(standing(0, purse.refusedUntil))
    if (moment < purse.until && purse.left > 0) {
      purse.left--
      return standing(purse.left + purse.shared, purse.until)
    }
  }
}

interface Account {
  name: string
  limit: number
}

/** One call fills the purse for all that wait for it. */
function filled(database: PailDatabase, { held, filling }: Purses, account: Account): Promise<Purse> {
  const { name } = account
  const under = filling.get(name)
  if (under) return under
  const fill = database
    .transact(tx => take(tx, account))
    .then(purse => {
      if (held.size >= MOST_PURSES) held.clear()
      held.set(name, purse)
      return purse
    })
    .finally(() => filling.delete(name))
  filling.set(name, fill)
  return fill
}

/** Takes some calls off what everybody shares. */
async function take(tx: Db, { name, limit }: Account): Promise<Purse> {
  const moment = Date.now()
  const row = await tx.selectFrom('rate_windows').where('name', '=', name).selectAll().executeTakeFirst()
  const window = windowAt(moment, row)
  const available = leftIn(window, limit, moment)
  const until = window.start + LENGTH_MS
  if (available === 0)
    return { left: 0, shared: 0, until, refusedUntil: moment + Math.max(1000, waitIn(window, limit, moment)) }
  const left = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(available / SHARE)))
  const now = { start: window.start, taken: window.taken + left, before: window.before }
  await tx
    .insertInto('rate_windows')
    .values({ name, ...now })
    .onConflict(c => c.column('name').doUpdateSet(now))
    .execute()
  return { left, shared: available - left, until, refusedUntil: 0 }
}

/** Windows that count for nothing any more. */
export const forgetOldWindows: Schedule = {
  seconds: 3600,
  async run({ database }) {
    const old = Date.now() - 2 * LENGTH_MS
    await database.transact(tx => tx.deleteFrom('rate_windows').where('start', '<', old).execute())
  },
}
