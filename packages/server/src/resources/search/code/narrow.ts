import type { CodeQuery } from '@pail/code-search'
import type { Readable } from './scope.ts'

/**
 * Puts the repositories that the caller may read in the place of the names of repositories and projects: a name of
 * anything else stands for nothing, as if it were not there.
 */
export function narrowed(query: CodeQuery, workspace: string, readable: readonly Readable[]): CodeQuery {
  switch (query.kind) {
    case 'and':
    case 'or':
      return { kind: query.kind, parts: query.parts.map(part => narrowed(part, workspace, readable)) }
    case 'not':
      return { kind: 'not', part: narrowed(query.part, workspace, readable) }
    case 'repo':
      return those(readable, ({ slug }) => isSlug(query.value, slug, workspace))
    case 'project':
      return those(readable, ({ project }) => project === query.value.toUpperCase())
    default:
      return query
  }
}

const those = (readable: readonly Readable[], fits: (one: Readable) => boolean): CodeQuery => ({
  kind: 'repositories',
  ids: readable.filter(fits).map(({ uuid }) => uuid),
})

/** With the workspace in front or without. */
function isSlug(value: string, slug: string, workspace: string): boolean {
  const asked = value.toLowerCase()
  return asked === slug || asked === `${workspace}/${slug}`
}
