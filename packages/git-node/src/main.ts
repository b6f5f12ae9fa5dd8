import { chmodSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { findGit, type Limits, stop, version } from '@pail/git'
import { Answers } from './answers.ts'
import { ContentCache } from './content-cache.ts'
import { openDisk } from './disk.ts'
import { Expectations } from './expectations.ts'
import { LastKnown } from './last-known.ts'
import type { Machine } from './machine.ts'
import type { Mergeability } from './merging.ts'
import { Objects } from './objects.ts'
import { Presence } from './presence.ts'
import { Quarantines } from './quarantines.ts'
import { Reach } from './reach.ts'
import { Readers } from './readers.ts'
import { Recent } from './recent.ts'
import { Seats } from './seats.ts'
import { serve } from './serve.ts'
import { Signer } from './signer.ts'
import { Snapshots } from './snapshots.ts'
import { Turns } from './turns.ts'
import { Walks } from './walks.ts'

/** Handed over by `startGitNode`. */
interface Settings {
  directory: string
  socket: string
  secret: string
  path: string
  limits: Partial<Limits>
  cacheBytes: number
  uploads: number
  /** The folder of the key that signs; nobody signs without one. */
  signing: string | undefined
}

/** Questions that need processes of their own and end by themselves. */
const READING_AT_ONCE = Math.max(8, 4 * availableParallelism())

/** Pairs of commits. */
const MAX_MERGEABLE = 200_000

/** Most of those who converse are thinking. */
const TALKS_PER_UPLOAD = 4

const { PAIL_GIT_NODE } = process.env
if (!PAIL_GIT_NODE) throw new Error('The git node is started by the server, not by hand')
const settings = JSON.parse(PAIL_GIT_NODE) as Settings
delete process.env.PAIL_GIT_NODE

await refuseSecondNode(settings.socket).catch(giveUp)
const machine = await assemble(settings).catch(giveUp)
const server = serve(machine, { secret: settings.secret, log: line => console.error(line) })
process.umask(0o077)
server.listen(settings.socket, () => {
  chmodSync(settings.socket, 0o600)
  process.send?.('ready')
})
process.on('SIGTERM', drain)
process.on('SIGINT', () => {})
// Without a parent there is nobody left to ask anything.
process.on('disconnect', leave)

/** The last line is what the parent shows. */
function giveUp(error: Error): never {
  console.error(error.message)
  process.exit(1)
}

async function assemble({ directory, path, limits, cacheBytes, uploads, signing }: Settings): Promise<Machine> {
  const git = findGit(path, limits)
  const disk = await openDisk(directory)
  const presence = new Presence()
  const quarantines = new Quarantines(disk, presence)
  const expectations = new Expectations(quarantines)
  const readers = new Readers()
  const looking = new Seats(READING_AT_ONCE)
  const memory = {
    snapshots: new Snapshots(),
    answers: new Answers(looking),
    walks: new Walks(looking),
    reach: new Reach(),
    lastKnown: new LastKnown(looking),
    mergeable: new Recent<Mergeability>(MAX_MERGEABLE),
  }
  const packing = {
    cache: await ContentCache.open(join(directory, 'cache'), cacheBytes),
    uploads: new Seats(uploads),
    talks: new Seats(TALKS_PER_UPLOAD * uploads),
    packing: new Seats(availableParallelism()),
    merging: new Seats(2 * availableParallelism()),
  }
  const reading = { readers, objects: new Objects(readers) }
  return {
    git,
    version: await version(git),
    disk,
    presence,
    quarantines,
    expectations,
    turns: new Turns(),
    signer: new Signer(signing),
    ...memory,
    ...packing,
    ...reading,
  }
}

/** What is under way is brought to its end, for a while. */
function drain(): void {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(leave, 30_000).unref()
}

function leave(): void {
  for (const child of machine.git.running) stop(child)
  rmSync(settings.socket, { force: true })
  setTimeout(() => process.exit(0), 50)
}

/** A socket file without anyone behind it is what a killed process leaves. */
async function refuseSecondNode(socket: string): Promise<void> {
  const answered = await new Promise<boolean>(resolve => {
    const probe = connect(socket, () => resolve(true)).on('error', () => resolve(false))
    probe.unref()
  })
  if (answered) throw new Error('Another git node serves this directory')
  rmSync(socket, { force: true })
}
