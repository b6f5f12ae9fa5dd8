import type { Repository } from './git.ts'
import { linesOf } from './lines.ts'
import { objectFacts } from './object-facts.ts'
import type { Oid } from './oid.ts'
import { output } from './output.ts'
import { start } from './run.ts'

/** Wall time after which an object that was not found counts as not there. */
const SEARCH_SECONDS = 120

/** Whether every one of these objects is part of what the tips reach: an object may be here and yet be nobody's. */
export async function areReachable(
  repository: Repository,
  ids: readonly Oid[],
  tips: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  const facts = await objectFacts(repository, ids)
  if (ids.some(id => !facts.has(id))) return false
  if (await nothingBeyond(repository, ids, tips, signal)) return true
  // For trees and files that answer is only right when a bitmap gave it; the long way is right always.
  const commits = ids.filter(id => facts.get(id)!.kind === 'commit' || facts.get(id)!.kind === 'tag')
  if (commits.length > 0 && !(await nothingBeyond(repository, commits, tips, signal))) return false
  return search(repository, new Set(ids.filter(id => !commits.includes(id))), tips, signal)
}

async function nothingBeyond(
  repository: Repository,
  ids: readonly Oid[],
  tips: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  const input = [...ids, ...tips.map(tip => `^${tip}`), ''].join('\n')
  const args = ['rev-list', '--use-bitmap-index', '--objects', '--no-object-names', '--stdin']
  const { code, stdout } = await output(repository, { args, input, signal, seconds: SEARCH_SECONDS })
  return code === 0 && stdout.length === 0
}

/** Newest commits first, each followed by what it brought: what clients ask for is mostly found at once. */
async function search(
  repository: Repository,
  wanted: Set<Oid>,
  tips: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  const found = new AbortController()
  const either = signal ? AbortSignal.any([signal, found.signal]) : found.signal
  const args = ['rev-list', '--objects', '--in-commit-order', '--no-object-names', '--stdin']
  const running = start(repository, {
    args,
    input: tips.map(tip => `${tip}\n`).join(''),
    signal: either,
    seconds: SEARCH_SECONDS,
  })
  for await (const line of linesOf(running.stdout)) {
    if (wanted.delete(line as Oid) && wanted.size === 0) break
  }
  found.abort()
  return wanted.size === 0
}
