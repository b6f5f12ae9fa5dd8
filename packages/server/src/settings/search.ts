import { isAbsolute } from 'node:path'
import { BadSetting, type Setting, setting, type Value } from './setting.ts'

/** How code is searched. */
export interface SearchSettings {
  /** A zoekt-webserver that keeps the index instead of Pail's own. */
  zoekt: ZoektSettings | undefined
  /** Globs of the branches that are searched besides main branches. */
  branches: readonly string[]
}

export interface ZoektSettings {
  url: string
  /** The folder whose shards it serves. */
  index: string
  /** The program that writes them. */
  indexer: string
}

const isServer = (text: string) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
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
  setting(
    'PAIL_ZOEKT_URL',
    '',
    'zoekt-webserver that searches instead of Pail itself',
    'an address such as http://127.0.0.1:6070',
    isServer,
  ),
  setting('PAIL_ZOEKT_INDEX', '', 'folder whose shards that server serves', 'an absolute path', isAbsolute),
  setting('PAIL_ZOEKT_INDEXER', 'zoekt-archive-index', 'program that writes those shards'),
]

/** Nothing where code is not searched. */
export function searchIn(value: Value): SearchSettings | undefined {
  const [url, index] = [value('PAIL_ZOEKT_URL'), value('PAIL_ZOEKT_INDEX')]
  if ((url === '') !== (index === '')) throw new BadSetting('PAIL_ZOEKT_URL and PAIL_ZOEKT_INDEX go together')
  if (value('PAIL_SEARCH') === 'off') return undefined
  const branches = value('PAIL_SEARCH_BRANCHES')
  return {
    zoekt: url === '' ? undefined : { url: url.replace(/\/$/, ''), index, indexer: value('PAIL_ZOEKT_INDEXER') },
    branches: branches === '' ? [] : namesOf(branches),
  }
}
