import type { StorageId } from './client.ts'
import { type Exchanges, readJson } from './exchange.ts'
import type { Ask } from './reading.ts'
import type { GitWriting, PathChange } from './writing.ts'

/** The writing half of the client. */
export function connectWriting(exchanges: Exchanges): GitWriting {
  const ask = async <T>(verb: string, storage: StorageId, { signal, ...value }: Ask): Promise<T> =>
    readJson<T>(await exchanges.send({ verb, storage, body: JSON.stringify(value), signal }))
  return {
    beginWrite: storage => ask('begin-write', storage, {}),
    writeBlob: async (storage, quarantine, body, { signal } = {}) =>
      readJson(await exchanges.send({ verb: 'write-blob', storage, query: `quarantine=${quarantine}`, body, signal })),
    writeCommit: (storage, { changes, ...value }) =>
      ask('write-commit', storage, { ...value, ...{ changes: changes.map(travelling) } }),
    writeTag: (storage, value) => ask('write-tag', storage, value),
  }
}

/** Bytes travel as base64. */
function travelling(change: PathChange): object {
  if ('delete' in change || typeof change.content === 'string') return change
  return { ...change, content: undefined, bytes: change.content.toString('base64') }
}
