/** How many of a group are asked to review: all, or so many by chance, or those with the least to do. */
export interface Choice {
  by: 'all' | 'random' | 'least_busy'
  count: number
}

/** Somebody as the file names them: an address, a username, or a group of a workspace. */
export type Owner =
  | { kind: 'email'; text: string; email: string }
  | { kind: 'user'; text: string; username: string }
  | { kind: 'group'; text: string; workspace: string; slug: string; choice: Choice }

const GROUP = /^@([\w-]{1,62})\/([\w-]{1,62})(?::(all|random|least_busy)(?:\(([1-9]\d{0,2})\))?)?$/
const USER = /^@([\w-]{1,62})$/
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/

/** One word of a line; undefined for what names nobody. */
export function readOwner(text: string): Owner | undefined {
  const group = GROUP.exec(text)
  if (group) {
    const [, workspace = '', slug = '', by = 'all', count] = group
    if (by === 'all' && count !== undefined) return undefined
    const choice = { by: by as Choice['by'], count: Number(count ?? 1) }
    return { kind: 'group', text, workspace: workspace.toLowerCase(), slug: slug.toLowerCase(), choice }
  }
  const username = USER.exec(text)?.[1]
  if (username) return { kind: 'user', text, username: username.toLowerCase() }
  return EMAIL.test(text) ? { kind: 'email', text, email: text.toLowerCase() } : undefined
}

/** Those of a group who are asked; `busy` tells how much somebody has to review, `chance` a number below 1. */
export function chosen(
  people: readonly string[],
  { by, count }: Choice,
  { busy, chance }: { busy: (uuid: string) => number; chance: () => number },
): string[] {
  if (by === 'all') return [...people]
  const shuffled = people
    .map(uuid => ({ uuid, load: by === 'least_busy' ? busy(uuid) : 0, draw: chance() }))
    .sort((one, other) => one.load - other.load || one.draw - other.draw)
  return shuffled.slice(0, count).map(({ uuid }) => uuid)
}
