import { execFileSync } from 'node:child_process'

/** A repository on this disk, to be asked what git itself says, and numbers that come out the same every time. */
export interface Source {
  folder: string
  git(...args: string[]): Buffer
  lines(...args: string[]): string[]
  /** From 0 up to, not including, `below`. */
  random(below: number): number
  one<T>(of: readonly T[]): T
  commits: string[]
  branches: string[]
}

export function openSource(folder: string, seed: number): Source {
  let state = seed >>> 0
  /** Mulberry32: small, and even enough to choose samples. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['--literal-pathspecs', '-c', 'core.quotePath=false', ...args], {
      cwd: folder,
      env: ENVIRONMENT,
      maxBuffer: 2 ** 30,
    })
  const lines = (...args: string[]) =>
    git(...args)
      .toString()
      .split('\n')
      .filter(Boolean)
  const random = (below: number) => Math.floor(next() * below)
  return {
    folder,
    git,
    lines,
    random,
    one: of => of[random(of.length)]!,
    commits: lines('rev-list', '--branches', '--tags'),
    branches: lines('for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'),
  }
}

const ENVIRONMENT = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' }

/** An entry of a tree, by what `git ls-tree` says of it. */
export interface Listed {
  mode: string
  kind: string
  oid: string
  size: number | null
  path: string
}

export function listed({ git }: Source, ...args: string[]): Listed[] {
  const fields = git('ls-tree', '-l', '-z', ...args)
    .toString()
    .split('\0')
  return fields.filter(Boolean).map(field => {
    const [facts = '', path = ''] = field.split(/\t(.*)/s)
    const [mode = '', kind = '', oid = '', size = '-'] = facts.split(/ +/)
    return { mode, kind, oid, size: size === '-' ? null : Number(size), path }
  })
}
