import type { StorageId } from './client.ts'
import { type Exchanges, readJson } from './exchange.ts'
import type { GitMerging } from './merging.ts'
import type { Ask } from './reading.ts'

/** The merging part of the client. */
export function connectMerging(exchanges: Exchanges): GitMerging {
  const ask = async <T>(verb: string, storage: StorageId, { signal, ...value }: Ask, again = false): Promise<T> =>
    readJson<T>(await exchanges.send({ verb, storage, body: JSON.stringify(value), signal, again }))
  return {
    bring: (storage, value) => ask('bring', storage, value),
    merge: (storage, value) => ask('merge', storage, value),
    mergeability: (storage, pairs, options) => ask('mergeability', storage, { ...options, ...{ pairs } }, true),
  }
}
