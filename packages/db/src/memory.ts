/** A connection that can tell whether anything was committed, by this process or another, since it last said so. */
export interface Versioned {
  /** Differs from what it answered before as soon as a read could find something else. */
  version(): unknown
}

const MOST_REMEMBERED = 500

/** What a query found, by its parameters. The first commit of anybody makes it forget everything. */
export class Memory<Found> {
  readonly #connection: Versioned
  readonly #most: number
  #version: unknown
  #found = new Map<string, Found>()

  constructor(connection: Versioned, most = MOST_REMEMBERED) {
    this.#connection = connection
    this.#most = most
  }

  async recall(parameters: readonly unknown[], read: () => Promise<Found>): Promise<Found> {
    const known = this.#current()
    const key = JSON.stringify(parameters)
    const remembered = known.get(key)
    if (remembered) return remembered
    const found = await read()
    if (known.size >= this.#most) known.clear()
    // Into the map of before the read: when a commit came in between, nobody looks there any more.
    known.set(key, found)
    return found
  }

  #current(): Map<string, Found> {
    const version = this.#connection.version()
    if (version !== this.#version) this.#found = new Map()
    this.#version = version
    return this.#found
  }
}

export const isVersioned = (connection: object): connection is Versioned => 'version' in connection
