import type { Data } from '../protocol/message.ts'
import { linked, steady } from './pages.ts'
import type { Slice } from './slice.ts'

/** The hashes that the branches point to, each once, that of the main branch first. */
export async function headsOf(slice: Slice, before: readonly string[] = []): Promise<string[]> {
  const heads = await listed(slice)
  // A list that is suddenly empty may be a mistake, after which everything would be read again.
  return heads.length === 0 && before.length > 0 ? listed(slice) : heads
}

async function listed({ client, root, repository }: Slice): Promise<string[]> {
  const main = repository?.mainbranch?.name
  const heads = new Set<string>()
  let first: string | undefined
  const parameters = { pagelen: 100, fields: 'next,size,values.name,values.target.hash' }
  const pages = () => linked(client, `${root}/refs/branches`, parameters)
  for await (const { values } of steady(pages, ({ name }) => String(name)))
    for (const { name, target } of values as unknown as { name: string; target?: Data | null }[]) {
      if (typeof target?.hash !== 'string') continue
      if (name === main) first = target.hash
      heads.add(target.hash)
    }
  return first === undefined ? [...heads] : [...new Set([first, ...heads])]
}
