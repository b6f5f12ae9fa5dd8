import { LARGEST_TEXT } from '../engine.ts'
import { type CodeQuery, definitionsOf, fold, type How, holds, languageOf, wordsInOrder } from '../language/index.ts'
import { isBranchNamed } from '../search/branch-glob.ts'
import { byStanding, standingOf } from '../search/standing.ts'
import type { Tree, World } from './world.ts'

interface Scope {
  repositories: readonly string[]
  branch?: string
}

/** What an engine has to find, in its order, by looking into every file there is. */
export function expected(world: World, query: CodeQuery, how: How, scope: Scope): string[] {
  const trees = [...world.trees.values()].filter(tree => isIn(tree, scope))
  const files = trees.flatMap(tree => filesOf(tree).filter(file => holds(query, file, how)))
  const placed = files.map(file => ({ ...file, standing: standing(query, file) }))
  return placed.sort(byStanding).map(({ repository, branch, path }) => `${repository} ${branch}:${path}`)
}

const isIn = ({ repository, branch, isMain }: Tree, scope: Scope): boolean =>
  scope.repositories.includes(repository) && (scope.branch === undefined ? isMain : isBranchNamed(branch, scope.branch))

interface Whole {
  repository: string
  branch: string
  path: string
  text?: string
}

const filesOf = ({ repository, branch, files }: Tree): Whole[] =>
  [...files].map(([path, { size, bytes }]) => {
    const isText = size !== null && size <= LARGEST_TEXT && !bytes.subarray(0, 8000).includes(0)
    return { repository, branch, path, ...(isText ? { text: bytes.toString() } : {}) }
  })

function standing(query: CodeQuery, { path, text }: Whole): number {
  const words = text === undefined ? [] : wordsInOrder(text)
  const defined = text === undefined ? [] : definitionsOf(text, languageOf(path)).map(({ name }) => fold(name))
  return standingOf(query, {
    defines: word => defined.includes(word),
    count: word => words.filter(one => one === word).length,
    inPath: part => holds(part, { path }),
  })
}
