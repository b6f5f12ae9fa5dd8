import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Oid, packet, type RefName, refName, ZERO_OID } from '@pail/git'
import { type MadeRepository, makeRepository } from '@pail/git/testing'
import type { StorageId, UpdateResult } from './client.ts'
import { type GitNodeOptions, type StartedGitNode, startGitNode } from './start.ts'

/** For tests: a git node with one repository, and another repository to push from. */
export interface OpenNode {
  folder: string
  node: StartedGitNode
  storage: StorageId
  source: MadeRepository
  /** Commands and pack, as the wire has them. */
  body(command: Command, ...capabilities: string[]): Buffer
  push(command: Command, atomic?: boolean): Promise<UpdateResult>
  /** What is on the node's disk for the storage. */
  dir: string
  close(): Promise<void>
}

export interface Command {
  ref: string
  old?: Oid | null
  new: Oid | null
}

export async function openNode(options: Partial<GitNodeOptions> = {}): Promise<OpenNode> {
  const folder = await mkdtemp(join(tmpdir(), 'pail-node-'))
  const node = await startGitNode({ directory: folder, log: line => console.error(line), ...options })
  const storage = randomUUID()
  await node.create(storage, { defaultBranch: 'main' })
  const source = makeRepository()
  const body = (command: Command, ...capabilities: string[]) => bodyOf(source, command, capabilities)
  return {
    ...{ folder, node, storage, source, body },
    dir: join(folder, 'repositories', storage.slice(0, 2), storage.slice(2, 4), `${storage}.git`),
    async push(command, atomic = false) {
      const { quarantine, updates, unpackError } = await node.receive(storage, { body: Readable.from([body(command)]) })
      const [update] = updates as [UpdateResult]
      if (update.reason !== undefined) {
        await node.discard(storage, quarantine)
        return { ...update, reason: unpackError ?? update.reason }
      }
      return (await node.commit(storage, { quarantine, refs: [update.ref], atomic }))[0]!
    },
    async close() {
      await node.close()
      source.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const main: RefName = refName('refs/heads/main')

function bodyOf(
  source: MadeRepository,
  { ref, old = null, new: next }: Command,
  capabilities: readonly string[],
): Buffer {
  const command = `${old ?? ZERO_OID} ${next ?? ZERO_OID} ${ref}\0report-status ${capabilities.join(' ')}`
  const pack = next ? source.pack([next], old ? [old] : []) : Buffer.alloc(0)
  return Buffer.concat([packet(command), Buffer.from('0000'), pack])
}
