import type { Readable } from 'node:stream'
import { blobsIn, changesIn } from './bulk.ts'
import type { StorageId } from './client.ts'
import { Diffstats } from './diffstats.ts'
import { type Exchanges, expectBytes, expectStream, readJson } from './exchange.ts'
import type { Ask, FileContent, GitReading } from './reading.ts'

/** The reading half of the client. Nothing here changes anything, so that all of it may be sent again. */
export function connectReading(exchanges: Exchanges): GitReading {
  const send = (verb: string, storage: StorageId, { signal, ...value }: Ask, slow = false) =>
    exchanges.send({ verb, storage, body: JSON.stringify(value), signal, again: true, slow })
  const ask = async <T>(verb: string, storage: StorageId, value: Ask): Promise<T> =>
    readJson<T>(await send(verb, storage, value))
  const stream = async (verb: string, storage: StorageId, value: Ask): Promise<Readable> =>
    expectStream(await send(verb, storage, value, true))
  const diffstats = new Diffstats(async (storage, value) => expectBytes(await send('diffstat', storage, value)))
  return {
    resolve: (storage, revisions, options) => ask('resolve', storage, { ...options, ...{ revisions } }),
    commits: (storage, ids, options) => ask('commits', storage, { ...options, ...{ ids } }),
    tips: (storage, refs, options) =>
      ask('tips', storage, { ...options, ...{ refs: refs.map(({ oid, peeled }) => ({ oid, peeled })) } }),
    log: (storage, value) => ask('log', storage, value),
    mergeBase: (storage, a, b, options) => ask('merge-base', storage, { ...options, ...{ a, b } }),
    aheadBehind: (storage, a, b, options) => ask('ahead-behind', storage, { ...options, ...{ a, b } }),
    entry: (storage, commit, path, options) => ask('entry', storage, { ...options, ...{ commit, path } }),
    entries: (storage, value) => ask('entries', storage, value),
    file: async (storage, commit, path, options) => {
      const content = await expectStream(await send('file', storage, { ...options, ...{ commit, path } }, true))
      return { ...factsIn(String(content.headers['x-file']), path), content }
    },
    diff: (storage, value) => stream('diff', storage, value),
    diffstat: (storage, value) => diffstats.get(storage, value),
    conflicts: (storage, value) => ask('conflicts', storage, value),
    patch: (storage, value) => stream('patch', storage, value),
    pathHistory: (storage, value) => ask('path-history', storage, value),
    archive: (storage, value) => stream('archive', storage, value),
    blobs: (storage, { ids, ...value }) =>
      blobsIn(ids, some => stream('blobs', storage, { ...value, ...{ ids: some } })),
    treeChanges: (storage, value) => changesIn(() => stream('tree-changes', storage, value)),
    lastCommits: (storage, value) => ask('last-commits', storage, value),
  }
}

/** How the facts about a file travel beside its bytes. Its path may be longer than a header, and is known already. */
function factsIn(header: string, path: string): Omit<FileContent, 'content'> {
  const facts = JSON.parse(header) as Omit<FileContent, 'content'>
  return { ...facts, entry: { ...facts.entry, path } }
}

export const factsHeader = ({ entry, range }: Omit<FileContent, 'content'>): string =>
  JSON.stringify({ entry: { ...entry, path: '' }, range })
