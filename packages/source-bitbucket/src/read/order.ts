import type { Data } from '../protocol/message.ts'
import type { NewestList } from './newest.ts'

/** Whether the pages go from new to old, and have come to what is old. */
export class Order {
  readonly #list: NewestList
  readonly #floor: string
  #last: string | undefined
  #isKept = true

  constructor(list: NewestList, floor: string) {
    this.#list = list
    this.#floor = floor
  }

  isBehind(values: readonly Data[]): boolean {
    const moments = values.map(this.#list.orderOf).filter(moment => moment !== undefined)
    for (const moment of moments) {
      if (this.#last !== undefined && moment > this.#last) this.#isKept = false
      this.#last = moment
    }
    return this.#isKept && moments.length > 1 && moments.at(-1)! < this.#floor
  }
}
