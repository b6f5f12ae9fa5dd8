import { Unavailable } from '@pail/failures'
import type { Git } from './git.ts'
import { printed } from './output.ts'

/** The oldest git that is served with. */
export const OLDEST_GIT = '2.39'

/** What newer versions add, each named by the thing that asks for it. */
const FEATURES = { 'merge-tree-merge-base': '2.40', replay: '2.44', 'last-modified': '2.52' }

export interface Version {
  git: string
  features: string[]
}

export async function version(git: Git): Promise<Version> {
  const said = await printed({ git, dir: '/nonexistent' }, { args: ['version'] })
  const number = /^git version (\d+(?:\.\d+)+)/.exec(said)?.[1]
  if (!number || !isAtLeast(number, OLDEST_GIT)) {
    throw new Unavailable(`Git ${OLDEST_GIT} or newer is needed; this machine has ${number ?? 'an unknown one'}`)
  }
  const features = Object.entries(FEATURES).filter(([, since]) => isAtLeast(number, since))
  return { git: number, features: features.map(([name]) => name) }
}

export function isAtLeast(number: string, wanted: string): boolean {
  const have = number.split('.').map(Number)
  const want = wanted.split('.').map(Number)
  const differing = want.findIndex((part, at) => (have[at] ?? 0) !== part)
  return differing < 0 || (have[differing] ?? 0) > want[differing]!
}
