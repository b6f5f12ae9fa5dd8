import { isAbsolute } from 'node:path'
import { BadSetting, type Setting, setting, type Value } from './setting.ts'

/** How code is searched. */
export interface SearchSettings {
  /** Where Zoekt is to search instead of the database. */
  zoekt: ZoektSettings | undefined
  /** Globs of the branches that are searched besides main branches. */
  branches: readonly string[]
}

/** What an installation says of Zoekt; what it does not say is found out. */
export interface ZoektSettings {
  /** The folder of the programs. */
  programs?: string
  /** A webserver that runs, and the folder whose shards it serves. */
  server?: { url: string; shards: string }
}

const isServer = (text: string) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
}
const namesOf = (text: string) => text.split(',').map(name => name.trim())
const areBranches = (text: string) => namesOf(text).every(name => /^[^\s\p{Cc}~^:\\?[]{1,250}$/u.test(name))

export const search: readonly Setting[] = [
  setting(
    'PAIL_SEARCH',
    'embedded',
    'zoekt: code is searched by Zoekt; off: it is not searched',
    'embedded, zoekt or off',
    text => ['embedded', 'zoekt', 'off'].includes(text),
  ),
  setting(
    'PAIL_SEARCH_BRANCHES',
    '',
    'branches that are searched besides main branches, by globs',
    'a list such as develop,release/*',
    areBranches,
  ),
  setting('PAIL_ZOEKT_PROGRAMS', '', 'folder of the programs of Zoekt', 'an absolute path', isAbsolute),
  setting(
    'PAIL_ZOEKT_URL',
    '',
    'zoekt-webserver that runs already',
    'an address such as http://127.0.0.1:6070',
    isServer,
  ),
  setting('PAIL_ZOEKT_INDEX', '', 'folder whose shards that server serves', 'an absolute path', isAbsolute),
]

/** Nothing where code is not searched. */
export function searchIn(value: Value): SearchSettings | undefined {
  const search = value('PAIL_SEARCH')
  const zoekt = zoektIn(value)
  if (search === 'off') return undefined
  const branches = value('PAIL_SEARCH_BRANCHES')
  return { zoekt: search === 'zoekt' ? zoekt : undefined, branches: branches === '' ? [] : namesOf(branches) }
}

function zoektIn(value: Value): ZoektSettings {
  const programs = value('PAIL_ZOEKT_PROGRAMS')
  const [url, shards] = [value('PAIL_ZOEKT_URL'), value('PAIL_ZOEKT_INDEX')]
  if ((url === '') !== (shards === '')) throw new BadSetting('PAIL_ZOEKT_URL and PAIL_ZOEKT_INDEX go together')
  return {
    ...(programs !== '' && { programs }),
    ...(url !== '' && { server: { url: url.replace(/\/$/, ''), shards } }),
  }
}
