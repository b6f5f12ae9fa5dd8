import { Broken, type Client, type Page, type Parameters } from '@pail/client'
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
    if (answer.values.length === 0 || !hasMore(answer, page, Number(parameters.pagelen))) return
  }
}

function hasMore({ size, pagelen, next }: Page<Data>, page: number, asked: number): boolean {
  return size === undefined ? next !== undefined : page * (pagelen || asked) < size
}
