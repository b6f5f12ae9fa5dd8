import type { Oid, RefSnapshot } from '@pail/git'
import { fitsGlob } from '../../../branch-restrictions/glob.ts'
import { mainAmong } from '../../../repositories/main-branch.ts'

/** A branch that is searched, and where it is. */
export interface Searched {
  branch: string
  commit: Oid
  isMain: boolean
}

const BRANCH = 'refs/heads/'

/** The main branch, and then the others that are wanted, by globs. */
export function searchedBranches(
  { head, refs }: Pick<RefSnapshot, 'head' | 'refs'>,
  mainBranch: string | null,
  wanted: readonly string[],
): Searched[] {
  const main = mainAmong(
    refs.map(({ name }) => name),
    [mainBranch === null ? null : BRANCH + mainBranch, head],
  )
  const found = refs.flatMap(({ name, oid }) => {
    if (!name.startsWith(BRANCH)) return []
    const branch = name.slice(BRANCH.length)
    const isMain = name === main
    return isMain || wanted.some(glob => fitsGlob(glob, branch)) ? [{ branch, commit: oid, isMain }] : []
  })
  return found.sort((a, b) => Number(b.isMain) - Number(a.isMain))
}

/** Whether what an index knows is what the repository has. */
export const isUpToDate = (known: readonly Omit<Searched, 'commit'>[], searched: readonly Searched[]): boolean => {
  const keyOf = (one: object) => {
    const { branch, commit, isMain } = one as Searched
    return `${branch} ${commit} ${isMain}`
  }
  const keys = new Set(known.map(keyOf))
  return known.length === searched.length && searched.every(one => keys.has(keyOf(one)))
}
