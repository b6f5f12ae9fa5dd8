import { Worker } from 'node:worker_threads'
import { errorOf, type Fault, faultOf } from './fault.ts'

/** How long work that is not wanted any more may take to notice, before its thread is ended. */
const GRACE_MS = 1000
const ENDED: Fault = { name: 'Error', message: 'the thread has ended' }

/** Work on another thread, one piece at a time. A thread that has ended is started again for the next piece. */
export class Thread {
  private worker: Worker | undefined
  private current: Current | undefined
  private readonly stop = new Int32Array(new SharedArrayBuffer(4))
  private readonly start: () => Worker

  constructor(file: URL, data: object) {
    this.start = () => new Worker(file, { workerData: { ...data, stop: this.stop } })
  }

  /**
   * Has the work done, and calls `free` when the thread has nothing more to do. When the signal is aborted the asker is
   * answered at once, and the thread ends the work or is ended.
   */
  ask(work: Work, signal: AbortSignal | undefined, free: () => void): Promise<unknown> {
    Atomics.store(this.stop, 0, 0)
    this.worker ??= this.hire()
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const abort = () => {
      Atomics.store(this.stop, 0, 1)
      reject(signal?.reason)
      current.grace = setTimeout(() => void this.worker?.terminate(), GRACE_MS)
    }
    const finish = () => {
      signal?.removeEventListener('abort', abort)
      clearTimeout(current.grace)
      this.current = undefined
      free()
    }
    const current: Current = { resolve, reject, finish, grace: undefined }
    this.current = current
    this.worker.postMessage(work)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
    return promise
  }

  async end(): Promise<void> {
    await this.worker?.terminate()
  }

  private hire(): Worker {
    const worker = this.start()
    worker.on('message', (answer: Answer) => this.settle(answer))
    worker.on('error', error => this.lose(worker, faultOf(error)))
    worker.on('exit', () => this.lose(worker, ENDED))
    return worker
  }

  private lose(worker: Worker, error: Fault): void {
    if (worker !== this.worker) return
    this.worker = undefined
    this.settle({ error })
  }

  private settle({ value, error }: Answer): void {
    const current = this.current
    if (!current) return
    if (error) current.reject(errorOf(error))
    else current.resolve(value)
    current.finish()
  }
}

/** What a thread is asked, and with what. */
export interface Work {
  verb: string
  what: unknown
}

/** What a thread answers: a value, or the error that it ended with. */
export interface Answer {
  value?: unknown
  error?: Fault
}

interface Current {
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
  finish: () => void
  grace: NodeJS.Timeout | undefined
}
