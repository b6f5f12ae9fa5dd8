import type { Writable } from 'node:stream'
import { dataBand, errorBand, FLUSH, KEEP_ALIVE, progressBand, pushReport, type RefReport } from '@pail/git'

/** Proxies cut lines that are silent for long, and a large pack takes minutes to check. */
const KEEP_ALIVE_MS = 5000

/** All that anybody hears of a fault of ours. */
export const FAULT = 'The server failed; try again later.'

/** What a pusher hears: lines while it waits, and a report in the end. */
export class PushAnswer {
  #out: Writable
  #begin: () => void
  #hasBegun = false
  #capabilities = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  /** `begin` comes before the first bytes. */
  constructor(out: Writable, begin: () => void = () => {}) {
    this.#out = out
    this.#begin = begin
    out.once('close', () => clearInterval(this.#timer))
  }

  /** Something was said, so that nothing else can be said instead. */
  get hasBegun(): boolean {
    return this.#hasBegun
  }

  /** Known as soon as the commands are read; until then there is no telling how to answer. */
  agree(capabilities: readonly string[]): void {
    this.#capabilities = new Set(capabilities)
  }

  /** The sender listens from now on. */
  listening(): void {
    // An early answer may be given before everything was sent.
    if (this.isBanded && !this.#out.writableEnded && !this.#out.destroyed && !this.#timer)
      this.#timer = setInterval(() => this.#write(KEEP_ALIVE), KEEP_ALIVE_MS)
  }

  /** A pusher who wants quiet hears only what matters. */
  say(line: string, matters = true): void {
    if (this.isBanded && (matters || !this.#capabilities.has('quiet'))) this.#write(progressBand(line))
  }

  report(refs: readonly RefReport[], unpackError?: string): void {
    const isWanted = this.#capabilities.has('report-status') || this.#capabilities.has('report-status-v2')
    const report = isWanted ? pushReport(refs, unpackError) : Buffer.alloc(0)
    this.end(this.isBanded ? Buffer.concat([dataBand(report), FLUSH]) : report)
  }

  fail(message: string): void {
    this.end(this.isBanded ? errorBand(message) : Buffer.alloc(0))
  }

  end(last: Buffer): void {
    clearInterval(this.#timer)
    this.#open()
    this.#out.end(last)
  }

  /** Lines can be told apart from the report. */
  get isBanded(): boolean {
    return this.#capabilities.has('side-band-64k')
  }

  #write(bytes: Buffer): void {
    this.#open()
    if (!this.#out.writableEnded) this.#out.write(bytes)
  }

  #open(): void {
    if (!this.#hasBegun) this.#begin()
    this.#hasBegun = true
  }
}
