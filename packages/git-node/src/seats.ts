/** Lets so many works go on at once; the others wait in line, and leave it when nobody wants them any more. */
export class Seats {
  #free: number
  #line: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Resolves when there is a seat; the answer gives it back. Rejects when the signal comes first. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free--
    else await this.#wait(signal)
    let isTaken = true
    return () => {
      if (isTaken) this.#leave()
      isTaken = false
    }
  }

  async during<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const leave = await this.take(signal)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  get waiting(): number {
    return this.#line.length
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const come = () => {
        signal.removeEventListener('abort', go)
        resolve()
      }
      const go = () => {
        this.#line = this.#line.filter(other => other !== come)
        reject(signal.reason)
      }
      this.#line.push(come)
      signal.addEventListener('abort', go, { once: true })
    })
  }

  /** A seat that somebody waits for is never free. */
  #leave(): void {
    const next = this.#line.shift()
    if (next) next()
    else this.#free++
  }
}
