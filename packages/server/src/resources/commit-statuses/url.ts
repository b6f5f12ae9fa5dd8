import { invalid } from '@pail/failures'
import type { CommitName } from '../commits/commit.ts'
import { fullName } from '../repositories/repository.ts'

/** What an address can name in braces. */
const VARIABLES: Readonly<Record<string, (commit: CommitName) => string>> = {
  'repository.full_name': ({ repository }) => fullName(repository),
  'repository.name': ({ repository }) => encodeURIComponent(repository.name),
  'repository.slug': ({ repository }) => repository.slug,
  'repository.uuid': ({ repository }) => encodeURIComponent(`{${repository.uuid}}`),
  'repository.workspace.slug': ({ repository }) => repository.workspace.slug,
  'commit.hash': ({ hash }) => hash,
}

/** The address with what it names in braces; what nobody knows stays as it is. */
export const expanded = (url: string, commit: CommitName): string =>
  url.replaceAll(/\{([a-z_.]+)\}/g, (whole, name: string) =>
    Object.hasOwn(VARIABLES, name) ? VARIABLES[name]!(commit) : whole,
  )

/** An address that is safe and of use behind a link wherever it is shown: of the web, with a host that others can reach. */
export function asStatusUrl(text: string, commit: CommitName): string {
  const complaint = complaintOf(expanded(text, commit))
  if (complaint) throw invalid('url', complaint)
  return text
}

function complaintOf(text: string): string | undefined {
  if (text === '') return 'may not be blank'
  const url = webAddress(text)
  if (!url) return 'not an absolute http or https address'
  // Quirk: the machine itself is refused, as nobody else would get where the link says.
  if (/(^|\.)localhost$/.test(url.hostname)) return 'localhost is no host that others can reach'
  return undefined
}

/** The address if it is one of the web, written out in full: browsers would read some other texts as if they were. */
export function webAddress(text: string): URL | undefined {
  if (!/^https?:\/\/[^/\\]/i.test(text) || /[\s\p{Cc}\\]/u.test(text)) return undefined
  return URL.parse(text) ?? undefined
}
