/** Guesses how many records a stream has from the lists whose size is known. */
export class Estimate {
  readonly #lists: number
  readonly #say: (rows: number) => void
  #known = 0
  #rows = 0

  constructor(lists: number, say: (rows: number) => void) {
    this.#lists = lists
    this.#say = say
  }

  /** Said at the first, second, fourth … list that says its size, and at the last. */
  add(size: number | undefined): void {
    if (size === undefined) return
    this.#known++
    this.#rows += size
    const isTime = Number.isInteger(Math.log2(this.#known)) || this.#known === this.#lists
    if (isTime) this.#say(Math.round((this.#rows / this.#known) * this.#lists))
  }
}
