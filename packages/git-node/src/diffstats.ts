import { type FileChange, parseDiffstat } from '@pail/git'
import type { StorageId } from './client.ts'
import type { Comparison } from './reading.ts'
import { Recent } from './recent.ts'

type Ask = (storage: StorageId, comparison: Comparison) => Promise<Buffer>

const MAX_BYTES = 24 * 2 ** 20

/** What a line of git's takes as an object of ours. */
const GROWTH = 4

/** Lists of changed files, which never change themselves: pages of the same list need not be asked for again. */
export class Diffstats {
  #kept = new Recent<readonly FileChange[]>(MAX_BYTES)
  readonly #ask: Ask

  constructor(ask: Ask) {
    this.#ask = ask
  }

  async get(storage: StorageId, comparison: Comparison): Promise<readonly FileChange[]> {
    const { from, to, paths = [], ignoreWhitespace = false, renames = true } = comparison
    const key = [storage, from ?? '', to, ignoreWhitespace, renames, ...paths].join('\0')
    const known = this.#kept.get(key)
    if (known) return known
    const printed = await this.#ask(storage, comparison)
    return this.#kept.set(key, parseDiffstat(printed, { ignoreWhitespace }), 500 + GROWTH * printed.length)
  }
}
