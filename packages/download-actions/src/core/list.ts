import { Broken, type Download } from '@pail/client'
import type { Heard } from './exchange.ts'
import type { ListParameters } from './inputs.ts'
import { told } from './output.ts'
import type { ListOutput } from './outputs.ts'

interface Page {
  values: Download[]
  pagelen?: number
  size?: number
  page?: number
  next?: string
  previous?: string
}

const NAMED = ['values', 'pagelen', 'size', 'page', 'next', 'previous'] as const

/** A page of files, or all of them as one. Pages that lead in circles are no end. */
export async function listed(
  address: string,
  { all_pages: isWhole = false, ...parameters }: ListParameters,
  ask: (url: string) => Promise<Heard<unknown>>,
): Promise<ListOutput> {
  const heard = await ask(withQuery(address, parameters))
  const first = pageIn(heard, address)
  return output(heard, isWhole && first.next !== undefined ? await whole(first, address, ask) : first)
}

async function whole(first: Page, address: string, ask: (url: string) => Promise<Heard<unknown>>): Promise<Page> {
  const values = [...first.values]
  const seen = new Set<string>()
  for (let next = first.next; next !== undefined; ) {
    const url = onOurServer(next, address)
    if (seen.has(url)) throw new Broken(`The pages of ${address} lead in circles`)
    seen.add(url)
    const page = pageIn(await ask(url), url)
    values.push(...page.values)
    next = page.next
  }
  const { next, ...rest } = first
  return { ...rest, values, size: values.length }
}

/** The credential goes to our server only, whatever host a link names. */
function onOurServer(link: string, address: string): string {
  const { pathname, search } = new URL(link, address)
  return new URL(pathname + search, address).href
}

function pageIn({ text = '' }: Heard<unknown>, address: string): Page {
  try {
    const page = JSON.parse(text) as Page
    if (Array.isArray(page?.values)) return page
  } catch {}
  throw new Broken(`What ${new URL(address).pathname} answers is no page of files`)
}

const output = (heard: Heard<unknown>, page: Page): ListOutput => ({
  ...told(heard),
  values: page.values,
  ...Object.fromEntries(NAMED.filter(name => page[name] !== undefined).map(name => [name, page[name]])),
  json_body: page,
})

function withQuery(address: string, parameters: Omit<ListParameters, 'all_pages'>): string {
  const query = new URLSearchParams()
  for (const name of ['page', 'pagelen', 'q', 'sort', 'fields'] as const)
    if (parameters[name] !== undefined && parameters[name] !== '') query.set(name, String(parameters[name]))
  return query.size === 0 ? address : `${address}?${query}`
}
