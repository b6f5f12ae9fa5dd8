import { TimedOut, TooLarge, Unavailable } from '@pail/failures'
import type { Repository } from './git.ts'
import { isKind, type ObjectKind } from './object-facts.ts'
import type { Oid } from './oid.ts'
import { type Running, start } from './run.ts'

export interface ObjectInfo {
  kind: ObjectKind
  size: number
}

export interface ObjectContents {
  kind: ObjectKind
  body: Buffer
}

interface Waiting {
  withBody: boolean
  maxBytes: number
  resolve(found: ObjectContents | ObjectInfo | null): void
  reject(error: Error): void
}

/** Memory that reading may take in one process; the rest of a pack is mapped again when it is needed again. */
const SETTINGS = ['core.packedGitWindowSize=32m', 'core.packedGitLimit=256m', 'core.deltaBaseCacheLimit=32m']

/** A process that says nothing for so long while it is asked is of no use any more. */
const SILENCE_MS = 20_000

/** One `git cat-file` that answers questions in the order they come. Only full ids are asked, so that nothing is interpreted. */
export class ObjectReader {
  readonly startedAt = Date.now()
  asked = 0
  /** Resolves when the process is no more. */
  readonly gone: Promise<void>
  #running: Running
  #waiting: Waiting[] = []
  #held: Buffer[] = []
  #size = 0
  /** Looking at less than this cannot help. */
  #needed = 1
  #timer: NodeJS.Timeout | undefined
  #failure: Error | undefined

  constructor(repository: Repository) {
    this.#running = start(repository, { args: ['cat-file', '--batch-command'], settings: SETTINGS })
    this.#running.stdout.on('data', (chunk: Buffer) => this.#hear(chunk)).on('error', () => {})
    const fail = () => this.#fail(new Unavailable('Git has stopped reading objects'))
    this.gone = this.#running.exit.then(fail, fail)
  }

  /** Null for an object that is not there. */
  info(id: Oid): Promise<ObjectInfo | null> {
    return this.#ask(`info ${id}\n`, { withBody: false, maxBytes: 0 }) as Promise<ObjectInfo | null>
  }

  /** An object that is larger than wanted ends the process: reading past it would take longer than a new one. */
  contents(id: Oid, maxBytes: number): Promise<ObjectContents | null> {
    return this.#ask(`contents ${id}\n`, { withBody: true, maxBytes }) as Promise<ObjectContents | null>
  }

  get isUsable(): boolean {
    return !this.#failure
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** What has been asked is still answered. */
  end(): void {
    this.#running.stdin.end()
  }

  stop(): void {
    this.#fail(new Unavailable('Git has stopped reading objects'))
  }

  #ask(line: string, { withBody, maxBytes }: Pick<Waiting, 'withBody' | 'maxBytes'>): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure)
    this.asked++
    this.#timer ??= setTimeout(() => this.#fail(new TimedOut('Git is too slow to read an object')), SILENCE_MS).unref()
    this.#running.stdin.write(line)
    return new Promise((resolve, reject) => this.#waiting.push({ withBody, maxBytes, resolve, reject }))
  }

  #hear(chunk: Buffer): void {
    this.#timer?.refresh()
    this.#held.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#needed || this.#failure) return
    let rest = this.#held.length === 1 ? chunk : Buffer.concat(this.#held)
    for (let taken = this.#take(rest); taken > 0; taken = this.#take(rest)) rest = rest.subarray(taken)
    this.#held = rest.length > 0 ? [rest] : []
    this.#size = rest.length
    if (this.#waiting.length > 0) return
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Takes one answer off the front and gives its length; 0 when it is not whole yet. */
  #take(bytes: Buffer): number {
    const end = bytes.indexOf('\n')
    this.#needed = bytes.length + 1
    if (end < 0 || this.#failure) return 0
    const [, kind = '', size] = bytes.toString('latin1', 0, end).split(' ')
    const next = this.#waiting[0]
    if (!next || (kind !== 'missing' && !isKind(kind))) return this.#confused()
    const bodyEnd = end + 1 + Number(size)
    if (isKind(kind) && next.withBody) {
      if (Number(size) > next.maxBytes) return this.#tooLarge()
      this.#needed = bodyEnd + 1
      if (bytes.length < this.#needed) return 0
    }
    this.#waiting.shift()
    this.#needed = 1
    if (!isKind(kind)) next.resolve(null)
    else if (!next.withBody) next.resolve({ kind, size: Number(size) })
    else next.resolve({ kind, body: Buffer.from(bytes.subarray(end + 1, bodyEnd)) })
    return isKind(kind) && next.withBody ? bodyEnd + 1 : end + 1
  }

  #confused(): number {
    this.#fail(new Unavailable('Git answers what was not asked'))
    return 0
  }

  #tooLarge(): number {
    this.#waiting.shift()!.reject(new TooLarge('The object is larger than what is read'))
    this.#fail(new Unavailable('Git has stopped reading objects'))
    return 0
  }

  #fail(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    clearTimeout(this.#timer)
    this.#running.stop()
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
