import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { destinationAt, type Ended, type StreamTally, shownTarget, sync, type Told, workspaceOf } from '@pail/sync'
import type { Command } from 'commander'
import { type Bar, bar } from './bar.ts'
import { Failed, Misused } from './failure.ts'
import { credential, type Session, sessionOf } from './session.ts'
import { type Column, showAll } from './show.ts'
import type { SyncWish } from './sync.ts'
import { untilInterrupted } from './temporary.ts'

const columns: Column<StreamTally>[] = [
  ['stream', one => one.stream],
  ['records', one => one.records],
  ['state', one => one.state],
]

/** Reads what has changed in a workspace into the tables of a place. */
export async function syncWorkspace(wish: SyncWish, me: Command): Promise<void> {
  const session = sessionOf(me)
  const config = wish.config === undefined ? await configOf(session, wish.workspace) : configIn(wish.config, wish)
  const progress = bar(!session.json)
  const ended = await untilInterrupted(signal => run(wish, { config, progress, signal })).finally(progress.end)
  report(ended, wish.to, session.json)
}

/** As the caller of all other commands. */
async function configOf({ client, url, token }: Session, workspace: string | undefined): Promise<object> {
  const auth = credential(token)
  if (auth === undefined) throw new Misused('It takes a token. Set PAIL_TOKEN or --token to an API token.')
  const credentials =
    typeof auth === 'string'
      ? { auth_type: 'access_token', access_token: auth }
      : { auth_type: 'api_token', email: auth.username, api_token: auth.password }
  return { base_url: url, workspace: workspace ?? (await client.users.current()).username, credentials }
}

function configIn(file: string, { workspace }: SyncWish): object {
  try {
    const config: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof config === 'object' && config !== null) return { ...config, ...(workspace && { workspace }) }
  } catch (error) {
    // What a parser says of a file quotes from it.
    if (!(error instanceof SyntaxError)) throw new Misused(`${file}: ${(error as Error).message}`)
  }
  throw new Misused(`${file} holds no JSON object`)
}

interface Run {
  config: object
  progress: Bar
  signal: AbortSignal
}

async function run({ to, streams, full, config: file }: SyncWish, { config, progress, signal }: Run): Promise<Ended> {
  try {
    const wanted = workspaceOf({
      config: { report_deletions: true, ...config },
      streams: streams?.split(',').map(name => name.trim()),
      signal,
      onConfig: changed => file !== undefined && replace(file, changed),
    })
    const onProgress = (told: Told) => show(progress, told)
    return await sync({ ...wanted, destination: destinationAt(to), isFull: full === true, signal, onProgress })
  } catch (error) {
    if (isForPeople(error)) throw new Failed(error.message)
    throw error
  }
}

const FOR_PEOPLE = ['Unusable', 'SourceFailure', 'SyncFailed']

const isForPeople = (error: unknown): error is Error =>
  error instanceof Error && (FOR_PEOPLE.includes(error.name) || 'code' in error)

function show(progress: Bar, { streams }: Told): void {
  const one = streams.findLast(({ state }) => state !== 'waiting')
  if (one) progress.show({ stage: one.stream, done: one.records, of: Math.max(one.estimate, one.records) })
}

/** In one step: whoever reads it meanwhile finds the old one or the new one. */
function replace(file: string, config: object): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(config, null, 2)}\n`, {
    mode: statSync(file).mode & 0o777,
    flush: true,
  })
  renameSync(`${file}.new`, file)
}

function report({ streams, warnings, failure, isInterrupted }: Ended, to: string, json: boolean): void {
  const say = (line: string) => process.stderr.write(`pail: ${line}\n`)
  showAll(streams, columns, json)
  for (const warning of warnings) say(warning)
  if (isInterrupted) {
    say(`stopped; what has come is in ${shownTarget(to)}, and the next run goes on from there`)
    throw new DOMException('stopped', 'AbortError')
  }
  if (isForPeople(failure)) throw new Failed(failure.message)
  if (failure !== undefined) throw failure
}
