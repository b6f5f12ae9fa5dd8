import { Invalid, invalid } from '@pail/failures'
import { branchRef, type Oid, type RefName, tagRef } from '@pail/git'
import type { Tip } from '@pail/git-node'
import type { Repository } from '../repositories/repository.ts'

export type Kind = 'branch' | 'tag'

/** A branch or tag as far as its name goes. */
export interface Named {
  kind: Kind
  /** Without `refs/heads/` or `refs/tags/`. */
  name: string
  ref: RefName
  /** What the ref holds: of an annotated tag, its object. */
  oid: Oid
  /** What is behind an annotated tag. */
  peeled?: Oid
}

/** A branch or tag together with what it leads to. */
export interface Ref extends Named, Tip {
  repository: Repository
}

export const WORDS: Readonly<Record<Kind, string>> = { branch: 'Branch', tag: 'Tag' }

/** The full name of a branch or tag to be made; refuses what is no name, or more than one. */
export function newName(kind: Kind, name: string): RefName {
  if (name.startsWith('refs/')) throw invalid('name', 'must not begin with refs/')
  if (name === 'HEAD') throw invalid('name', 'HEAD names the main branch already')
  try {
    return kind === 'branch' ? branchRef(name) : tagRef(name)
  } catch {
    throw invalid('name', `not a name for a ${kind}`)
  }
}

/** Refuses a name that is there already, or that would have to be a file and a folder at once. */
export function refuseTaken({ kind, ref, name }: Pick<Named, 'kind' | 'ref' | 'name'>, refs: readonly Named[]): void {
  for (const other of refs) {
    if (other.ref === ref) throw exists(kind, name)
    if (other.ref.startsWith(`${ref}/`) || ref.startsWith(`${other.ref}/`))
      throw invalid('name', `${other.name} is there, and one name cannot begin with another and a slash`)
  }
}

const exists = (kind: Kind, name: string) =>
  new Invalid(`${WORDS[kind]} "${name}" already exists.`, { data: { key: `${kind.toUpperCase()}_ALREADY_EXISTS` } })
