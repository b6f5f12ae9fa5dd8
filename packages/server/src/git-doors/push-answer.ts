import type { ServerResponse } from 'node:http'
import { dataBand, errorBand, FLUSH, KEEP_ALIVE, progressBand, pushReport, type RefReport } from '@pail/git'
import { begin } from './answer.ts'

const TYPE = 'application/x-git-receive-pack-result'

/** Proxies cut lines that are silent for long, and a large pack takes minutes to check. */
const KEEP_ALIVE_MS = 5000

/** What a pusher hears: lines while it waits, and a report in the end. */
export class PushAnswer {
  #res: ServerResponse
  #capabilities = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(res: ServerResponse) {
    this.#res = res
    res.once('close', () => clearInterval(this.#timer))
  }

  /** Known as soon as the commands are read; until then there is no telling how to answer. */
  agree(capabilities: readonly string[]): void {
    this.#capabilities = new Set(capabilities)
  }

  /** The sender has sent everything and listens from now on. */
  listening(): void {
    // An early answer may be given before everything was sent.
    if (this.#isBanded && !this.#res.writableEnded && !this.#res.destroyed)
      this.#timer = setInterval(() => this.#write(KEEP_ALIVE), KEEP_ALIVE_MS)
  }

  /** A pusher who wants quiet hears only what matters. */
  say(line: string, matters = true): void {
    if (this.#isBanded && (matters || !this.#capabilities.has('quiet'))) this.#write(progressBand(line))
  }

  report(refs: readonly RefReport[], unpackError?: string): void {
    const isWanted = this.#capabilities.has('report-status') || this.#capabilities.has('report-status-v2')
    const report = isWanted ? pushReport(refs, unpackError) : Buffer.alloc(0)
    this.end(this.#isBanded ? Buffer.concat([dataBand(report), FLUSH]) : report)
  }

  fail(message: string): void {
    this.end(this.#isBanded ? errorBand(message) : Buffer.alloc(0))
  }

  end(last: Buffer): void {
    clearInterval(this.#timer)
    if (!this.#res.headersSent) begin(this.#res, TYPE)
    this.#res.end(last)
  }

  get #isBanded(): boolean {
    return this.#capabilities.has('side-band-64k')
  }

  #write(bytes: Buffer): void {
    if (!this.#res.headersSent) begin(this.#res, TYPE)
    if (!this.#res.writableEnded) this.#res.write(bytes)
  }
}
