import { type Setting, setting, type Value } from './setting.ts'

/** How code is searched. */
export interface SearchSettings {
  /** Globs of the branches that are searched besides main branches. */
  branches: readonly string[]
}

const namesOf = (text: string) => text.split(',').map(name => name.trim())
const areBranches = (text: string) => namesOf(text).every(name => /^[^\s\p{Cc}~^:\\?[]{1,250}$/u.test(name))

export const search: readonly Setting[] = [
  setting('PAIL_SEARCH', 'embedded', 'off: code is not searched', 'embedded or off', text =>
    ['embedded', 'off'].includes(text),
  ),
  setting(
    'PAIL_SEARCH_BRANCHES',
    '',
    'branches that are searched besides main branches, by globs',
    'a list such as develop,release/*',
    areBranches,
  ),
]

/** Nothing where code is not searched. */
export function searchIn(value: Value): SearchSettings | undefined {
  if (value('PAIL_SEARCH') === 'off') return undefined
  const branches = value('PAIL_SEARCH_BRANCHES')
  return { branches: branches === '' ? [] : namesOf(branches) }
}
