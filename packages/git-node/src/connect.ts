import { Unavailable } from '@pail/failures'
import { linesOf, parseRefs, type RefSnapshot } from '@pail/git'
import type { GitNode, Received, ReceiveInput, StorageId } from './client.ts'
import { connectMerging } from './connect-merging.ts'
import { connectReading } from './connect-reading.ts'
import { connectWriting } from './connect-writing.ts'
import { type Connection, Exchanges, expectStream, readJson } from './exchange.ts'
import { PackMemory } from './pack-memory.ts'
import { RefCache } from './ref-cache.ts'
import { fromWire, type PushLine } from './wire.ts'

export type { Connection } from './exchange.ts'

/** The git node as its users see it. Nothing but the socket is shared with it. */
export function connectGitNode(connection: Connection): GitNode {
  const exchanges = new Exchanges(connection)
  const ask = async <T>(verb: string, storage = '', value: object = {}): Promise<T> =>
    readJson<T>(await exchanges.send({ verb, storage, body: JSON.stringify(value) }))
  const packs = new PackMemory(exchanges)
  const cache = new RefCache((storage, known) => askRefs(exchanges, storage, known))
  return {
    ...connectReading(exchanges),
    ...connectWriting(exchanges),
    ...connectMerging(exchanges),
    version: () => ask('version'),
    create: (storage, options) => ask('create', storage, options),
    fork: (source, storage) => ask('fork', storage, { source }),
    remove: storage => ask('remove', storage),
    has: storage => ask('has', storage),
    list: () => ask('list'),
    refs: storage => cache.get(storage),
    setHead: (storage, head) => ask('set-head', storage, { head }),
    uploadPack: (storage, ask) => packs.get(storage, ask),
    negotiate: async (storage, { body, signal }) =>
      expectStream(await exchanges.send({ verb: 'negotiate', storage, body, signal })),
    expectPush: storage => ask('expect-push', storage),
    receive: (storage, push) => receive(exchanges, storage, push),
    commit: (storage, choice) => ask('commit', storage, choice),
    discard: (storage, quarantine) => ask('discard', storage, { quarantine }),
    updateRefs: (storage, wish) => ask('update-refs', storage, wish),
    describePush: (storage, changes) => ask('describe-push', storage, { changes }),
    isAncestor: (storage, ancestor, descendant) => ask('is-ancestor', storage, { ancestor, descendant }),
    size: storage => ask('size', storage),
    fsck: storage => ask('fsck', storage),
    maintain: (storage, budget) => ask('maintain', storage, budget),
    snapshot: async (storage, signal) => expectStream(await exchanges.send({ verb: 'snapshot', storage, signal })),
    restore: async (storage, snapshot) => readJson(await exchanges.send({ verb: 'restore', storage, body: snapshot })),
    close: async () => exchanges.close(),
  }
}

async function askRefs(exchanges: Exchanges, storage: StorageId, known: RefSnapshot | undefined): Promise<RefSnapshot> {
  const answer = await exchanges.send({ verb: 'refs', storage, etag: known?.etag, again: true })
  if (answer.statusCode === 304 && known) {
    answer.resume()
    return known
  }
  await expectStream(answer)
  const chunks: Buffer[] = []
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk)
  return { etag: String(answer.headers.etag), ...parseRefs(Buffer.concat(chunks).toString()) }
}

async function receive(
  exchanges: Exchanges,
  storage: StorageId,
  { body, signal, onCapabilities, onProgress }: ReceiveInput,
): Promise<Received> {
  const answer = await expectStream(await exchanges.send({ verb: 'receive', storage, body, signal }))
  for await (const text of linesOf(answer)) {
    const line = JSON.parse(text) as PushLine<Received>
    if ('received' in line) return line.received
    if ('failure' in line) throw fromWire(line.failure)
    if ('capabilities' in line) onCapabilities?.(line.capabilities)
    else onProgress?.(line.progress)
  }
  throw new Unavailable('The git node went away during the push')
}
