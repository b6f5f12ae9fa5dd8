import { Failure, Invalid } from '@pail/failures'
import { packet } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { Moved } from '../../kernel/failure.ts'
import { Denied } from '../enter.ts'
import type { Opened, Wish } from '../gate.ts'
import { versionIn } from '../protocol.ts'
import { FAULT } from '../push-answer.ts'
import { archive } from './archive.ts'
import { type Call, say } from './call.ts'
import { type GitCommand, type LfsCommand, parseCommand, parseLfsCommand } from './command.ts'
import { fetchV0 } from './fetch-v0.ts'
import { fetchV2 } from './fetch-v2.ts'
import type { KeyGate } from './key-gate.ts'
import { push } from './push.ts'

export interface SshDoor {
  gitNode: GitNode
  gate: KeyGate
  /** What links in answers start with. */
  origin: string
  /** Faults of ours, which the caller hears nothing of. */
  log(error: unknown): void
}

/** What git's own servers end with when they refuse. */
const REFUSED = 128

/** Does what was asked for; answers the exit status, once everything was said. */
export async function serveCall(door: SshDoor, call: Call): Promise<number> {
  try {
    if (call.command === undefined) return await greet(door, call)
    const lfs = parseLfsCommand(call.command)
    if (lfs) return await authenticateLfs(door, lfs, call)
    const command = parseCommand(call.command)
    if (!command) throw new Invalid('This is no command that is served here; shell access is disabled.')
    await serve(door, command, call)
    return 0
  } catch (error) {
    if (call.signal.aborted) return REFUSED
    const isRefusal = error instanceof Failure || error instanceof Denied
    if (!isRefusal) door.log(error)
    call.complain(isRefusal ? (error as Error).message : FAULT)
    return REFUSED
  }
}

async function greet({ gate }: SshDoor, call: Call): Promise<number> {
  const who = await gate.whose(call.fingerprint)
  const text = `authenticated via ssh key.\n\n${who}\nGit is served here; shell access is disabled.\n`
  await say(call, Buffer.from(text))
  return 0
}

async function serve(door: SshDoor, command: GitCommand, call: Call): Promise<void> {
  const { storage, push: rules } = await open(door, command, call)
  const { gitNode } = door
  if (command.service === 'git-upload-archive') return archive(gitNode, storage, call)
  const version = versionIn(call.protocol)
  if (version === 1) await say(call, packet('version 1'))
  if (command.service === 'git-receive-pack') return push({ gitNode, storage, rules: rules! }, call)
  try {
    await (version === 2 ? fetchV2 : fetchV0)(gitNode, storage, call)
  } catch (error) {
    // Where the client reads packets, it shows these words as the remote's.
    if (error instanceof Invalid && !call.output.destroyed) await say(call, packet(`ERR upload-pack: ${error.message}`))
    throw error
  }
}

async function authenticateLfs(door: SshDoor, command: LfsCommand, call: Call): Promise<number> {
  const { operation } = command
  const grade = operation === 'upload' ? ('write' as const) : ('read' as const)
  const access = await following(call, { ...named(door, command), grade }, wish =>
    door.gate.openLfs(call.fingerprint, { ...wish, operation }),
  )
  await say(call, Buffer.from(`${JSON.stringify(access)}\n`))
  return 0
}

const named = ({ origin }: SshDoor, { workspace, repository }: GitCommand | LfsCommand) => ({
  workspace,
  repository,
  origin,
})

function open(door: SshDoor, command: GitCommand, call: Call): Promise<Opened> {
  const grade = command.service === 'git-receive-pack' ? ('write' as const) : ('read' as const)
  return following(call, { ...named(door, command), grade }, wish => door.gate.open(call.fingerprint, wish))
}

/** Git has no word for a move over SSH: whoever has the old address is let in at the new one. */
async function following<T>(call: Call, wish: Wish, enter: (wish: Wish) => Promise<T>): Promise<T> {
  try {
    return await enter(wish)
  } catch (failure) {
    if (!(failure instanceof Moved)) throw failure
    const to = { workspace: wish.workspace, repo_slug: wish.repository, ...failure.to }
    call.complain(`This repository has moved to ${to.workspace}/${to.repo_slug}.`)
    return enter({ ...wish, workspace: to.workspace, repository: to.repo_slug })
  }
}
