import type { Page } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import { instant, instantOf, latest, shown } from '../state/instant.ts'
import type { Entry } from '../state/state.ts'
import { opened, type Plan } from './commit-pages.ts'
import { headsOf } from './heads.ts'
import type { Repository, Slice } from './slice.ts'

/** What is kept of a repository's commits. */
interface Known extends Entry {
  /** The latest date; where nothing else is known, what is older is not wanted. */
  cursor: string
  /** Heads of branches when the commits behind them had been read. */
  heads?: string[]
  /** Of the repository then: pushes move it. */
  updated_on?: string
  /** When the heads were last asked for. */
  looked_on?: string
  /** A reading that has not come to its end. */
  reading?: Plan
}

const MOST_INCLUDED = 50
/** Though nothing seems to have been pushed, the heads are looked at that often. */
const TRUSTED_MS = 7 * 24 * 3_600_000
/** Dates of commits go up and down a little; after that many pages of old ones nothing new is expected. */
const OLD_PAGES = 2

/** Reads the commits that branches have now and had not the last time, whatever their dates and however they were pushed. */
export async function readCommits(slice: Slice): Promise<Entry> {
  const known = { cursor: shown(slice.start), ...slice.before } as Known
  if (!slice.isIncremental) return readAll(slice, known)
  if (known.reading) return readCommits({ ...slice, before: await carryOut(slice, known, known.reading) })
  if (isUnchanged(known, slice)) return known
  const { updated_on } = slice.repository as Repository
  const heads = await headsOf(slice, known.heads)
  const looked = { looked_on: shown(instantOf(slice.now)), ...(updated_on !== undefined && { updated_on }) }
  // A date is all that a simpler source has left behind.
  if (slice.before && known.heads === undefined) return { ...(await readAll(slice, known)), heads, ...looked }
  const before = new Set(known.heads)
  const left = heads.filter(head => !before.has(head))
  return { ...(await carryOut(slice, known, { heads, left, done: [] })), ...looked }
}

function isUnchanged({ updated_on, looked_on, heads }: Known, { repository, now }: Slice): boolean {
  if (heads === undefined || updated_on === undefined || updated_on !== repository?.updated_on) return false
  return now - Date.parse(looked_on ?? '') < TRUSTED_MS
}

async function carryOut(slice: Slice, known: Known, given: Plan): Promise<Known> {
  const { reading: _, ...rest } = known
  let [cursor, plan] = [rest.cursor, given]
  while (plan.left.length > 0) {
    const now = plan.left.slice(0, MOST_INCLUDED)
    const pages = await opened(slice, { ...plan, left: now }, known.heads ?? [])
    for await (const page of wanted(pages, known.heads ? undefined : slice.start)) {
      cursor = await handOn(slice, page.values, { cursor, after: '' })
      const next = page.next && addressOf(page.next)
      if (next) await slice.checkpoint({ ...rest, cursor, reading: { ...plan, next } })
    }
    const { next: __, ...done } = { ...plan, left: plan.left.slice(now.length), done: [...plan.done, ...now] }
    plan = done
  }
  const { updated_on } = plan
  return { ...rest, cursor, heads: plan.heads, ...(updated_on !== undefined && { updated_on }) }
}

/** All there are, from the newest on, of which those before the cursor are known. */
async function readAll(slice: Slice, { cursor: before }: Known): Promise<Known> {
  let cursor = before
  const after = slice.before ? instant(before)! : ''
  const pages = slice.client.pages<Data>(`${slice.root}/commits`, { pagelen: 100 }).pages()
  for await (const { values } of wanted(pages, after || slice.start))
    cursor = await handOn(slice, values, { cursor, after })
  return { cursor }
}

async function handOn(slice: Slice, values: Data[], { cursor, after }: { cursor: string; after: string }) {
  const dated = values.map(commit => ({ commit, date: instant(commit.date) ?? '' }))
  const fresh = dated.filter(({ date }) => date === '' || (date >= slice.start && date > after))
  await slice.emit(fresh.map(({ commit }) => commit))
  // A date in the future would hide all that comes before it.
  const now = instantOf(slice.now)
  return shown(latest(instant(cursor), ...dated.map(({ date }) => date).filter(date => date <= now)) ?? cursor)
}

/** Ends early where nothing more is wanted; undefined for pages that hold only what is wanted. */
async function* wanted(pages: AsyncIterable<Page<Data>>, from: string | undefined) {
  let old = 0
  for await (const page of pages) {
    yield page
    const isOld = page.values.every(({ date }) => (instant(date) ?? '~') < (from ?? ''))
    old = isOld && page.values.length > 0 ? old + 1 : 0
    if (old === OLD_PAGES) return
  }
}

const addressOf = (link: string): string => new URL(link).pathname + new URL(link).search
