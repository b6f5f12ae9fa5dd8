import { Broken } from './error.ts'

/** One page of a list. Lists that hand out tokens instead of numbers have neither `page` nor `size`. */
export interface Page<T> {
  values: T[]
  pagelen?: number
  page?: number
  size?: number
  next?: string
  previous?: string
}

/**
 * A list that has not been asked for yet: awaiting it gives one page, iterating over it gives every value.
 *
 * @example
 * const { values } = await client.repositories.list({ workspace: 'acme' })
 * for await (const repository of client.repositories.list({ workspace: 'acme' })) console.log(repository.full_name)
 */
export class Listing<T> implements PromiseLike<Page<T>>, AsyncIterable<T> {
  readonly #first: () => Promise<Page<T>>
  readonly #follow: (next: string) => Promise<Page<T>>

  constructor(first: () => Promise<Page<T>>, follow: (next: string) => Promise<Page<T>>) {
    this.#first = first
    this.#follow = follow
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a list is how its first page is read
  then<A = Page<T>, B = never>(
    done?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#first().then(done, failed)
  }

  /** Page after page, for those who want to know how many there are. */
  async *pages(): AsyncGenerator<Page<T>> {
    const seen = new Set<string>()
    let page = checked(await this.#first())
    yield page
    while (page.next !== undefined) {
      if (seen.has(page.next)) throw new Broken(`The pages lead in circles: ${page.next} came twice`)
      seen.add(page.next)
      yield (page = checked(await this.#follow(page.next)))
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const { values } of this.pages()) yield* values
  }

  /** Every value, read to the end; `most` stops earlier. */
  async all(most = Number.POSITIVE_INFINITY): Promise<T[]> {
    const values: T[] = []
    for await (const page of this.pages()) {
      values.push(...page.values)
      if (values.length >= most) break
    }
    return values.slice(0, most)
  }
}

/** A page without values is no empty page: whoever reads on would take what is missing for the end. */
function checked<T>(page: Page<T>): Page<T> {
  if (!Array.isArray(page?.values)) throw new Broken('A page of a list came without its values')
  return page
}
