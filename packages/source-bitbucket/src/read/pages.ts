import { ApiError, Broken, type Client, type Page, type Parameters } from '@pail/client'
import type { Data } from '../protocol/message.ts'

/** Page after page as their links lead; a page without values and links in circles are failures, never an end. */
export const linked = (client: Client, path: string, parameters: Parameters = {}): AsyncIterable<Page<Data>> =>
  client.pages<Data>(path, parameters).pages()

/**
 * Page after page by number, for the lists of pipelines and deployments.
 *
 * Quirk: some of their pages say how many there are and have no link to the next one, or one that forgets the order asked for.
 */
export async function* numbered(client: Client, path: string, parameters: Parameters): AsyncGenerator<Page<Data>> {
  let before = ''
  for (let page = 1; ; page++) {
    const answer = await client.pages<Data>(path, { ...parameters, page })
    if (!Array.isArray(answer?.values)) throw new Broken('A page of a list came without its values')
    const first = JSON.stringify(answer.values[0] ?? null)
    if (page > 1 && answer.values.length > 0 && first === before)
      throw new Broken(`The pages lead in circles: page ${page} of ${path} came twice`)
    before = first
    yield answer
    if (!hasMore(answer, page, Number(parameters.pagelen))) return
    if (answer.values.length === 0) throw new Broken(`Page ${page} of ${path} is empty, though more are said to follow`)
  }
}

function hasMore({ size, pagelen, next }: Page<Data>, page: number, asked: number): boolean {
  return size === undefined ? next !== undefined : page * (pagelen || asked) < size
}

/** A list that changes so often while it is read cannot be read whole. */
const MOST_PASSES = 3

/**
 * Page after page of a list that may shrink meanwhile, which moves items onto pages that were read already: then it is read
 * anew. Each item comes once.
 */
export async function* steady(
  pages: () => AsyncIterable<Page<Data>>,
  keyOf: (record: Data) => string,
): AsyncGenerator<Page<Data>> {
  const known = new Set<string>()
  for (let passes = 1; passes <= MOST_PASSES; passes++) if (yield* onePass(pages(), keyOf, known)) return
  throw new Broken('A list kept changing while it was read')
}

/** Hands on what is not known yet; answers false when pages have shifted. */
async function* onePass(pages: AsyncIterable<Page<Data>>, keyOf: (record: Data) => string, known: Set<string>) {
  const keys = new Set<string>()
  let [first, last]: (number | undefined)[] = []
  try {
    for await (const page of pages) {
      if (keys.size === 0) first = page.size
      last = page.size
      for (const record of page.values) keys.add(keyOf(record))
      yield { ...page, values: page.values.filter(record => !known.has(keyOf(record))) }
      for (const record of page.values) known.add(keyOf(record))
    }
  } catch (error) {
    // The page that the link leads to is no more.
    if (keys.size > 0 && error instanceof ApiError && error.status === 400) return false
    throw error
  }
  return first === last || keys.size >= (first ?? 0)
}
