import { type Invalid, invalid } from '@pail/failures'

/** One side of a spec as it was written: a branch, tag or hash, perhaps of another repository. */
export interface Side {
  /** Slugs or uuids; absent for the repository of the address. */
  repository?: { workspace: string; slug: string }
  revision: string
}

/** What a spec compares: the new side, and the old one where two are given. */
export interface Spec {
  source: Side
  destination: Side | undefined
}

/** What comes before a colon is a repository only with one slash in it. Of the two, only a slug may hold a full stop. */
const SIDE = String.raw`(?:([^/:.\r]+)\/([^/:\r]+):)?((?:(?!\.\.)[^\r])+)`
const SPEC = new RegExp(`^${SIDE}(?:(?:\\.\\.|\\r)${SIDE})?$`)

/**
 * Reads `{spec}`: one revision, or two with two dots between them. No name of a ref holds two dots, a colon or a
 * control character, so that nothing can be read in two ways. Three dots are refused: to git they mean something else.
 */
export function parseSpec(text: string): Spec {
  // Quirk: the new side comes first, the reverse of git; and where the real service writes a spec itself, in redirects,
  // a carriage return stands between the two.
  const [, workspace, slug, source, itsWorkspace, itsSlug, destination] = SPEC.exec(text) ?? []
  if (source === undefined || destination?.startsWith('.'))
    throw malformed('one revision, or two separated by two dots')
  return {
    source: sideOf(workspace, slug, source),
    destination: destination === undefined ? undefined : sideOf(itsWorkspace, itsSlug, destination),
  }
}

/** For what only two revisions have. */
export function parsePair(text: string): { source: Side; destination: Side } {
  const { source, destination } = parseSpec(text)
  if (!destination) throw malformed('two revisions separated by two dots')
  return { source, destination }
}

const sideOf = (workspace: string | undefined, slug: string | undefined, revision: string): Side =>
  workspace !== undefined && slug !== undefined ? { repository: { workspace, slug }, revision } : { revision }

function malformed(form: string): Invalid {
  const complaint = `this is not ${form}`
  return invalid('spec', complaint)
}
