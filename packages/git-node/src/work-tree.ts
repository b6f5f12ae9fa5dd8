import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Oid, oid, type RefName, refName } from '@pail/git'
import { ENVIRONMENT } from '@pail/git/testing'
import type { MergeStrategy } from './merging.ts'
import { type OpenNode, openNode } from './open-node.ts'
import type { GitNodeOptions } from './start.ts'

/** A content, what is to become of a path besides, or nothing to be left of it. */
export type File = string | Buffer | { link: string } | { run: string } | { submodule: string } | { to: string } | null

export type Files = Record<string, File>

export const BOB = { name: 'Bob', email: 'bob@example.org', date: 1_700_000_500, zone: '+0100' }
export const EVE = { name: 'Eve', email: 'eve@example.org', date: 1_700_000_600, zone: '-0330' }
export const MESSAGE = 'Put both together\n\nwith a word on why\n'
export const TARGET: RefName = refName('refs/heads/target')

/** For tests: what git itself makes in a work tree, beside what the git node makes of the same without one. */
export interface WorkTree extends OpenNode {
  git(...args: string[]): string
  /** A commit of these changes on top of a commit, or a first one. */
  commit(on: Oid | null, files: Files, message?: string): Oid
  /** An object of these bytes. */
  object(kind: string, body: Buffer): Oid
  /** The commit of git's own, or the paths in conflict. */
  byHand(strategy: MergeStrategy, ours: Oid, theirs: Oid): Oid | string[]
  /** The same as the git node has it, made real. */
  byNode(strategy: MergeStrategy, ours: Oid, theirs: Oid): Promise<Oid | string[]>
}

export async function openWorkTree(options: Partial<GitNodeOptions> = {}): Promise<WorkTree> {
  const open = await openNode(options)
  const place = join(open.folder, 'work-tree')
  execFileSync('git', ['clone', '-q', open.dir, place], { stdio: 'ignore' })
  const hand = new Hand(place)
  return {
    ...open,
    git: (...args) => hand.git(args),
    commit: (on, files, message) => hand.commit(on, files, message),
    object: (kind, body) => hand.object(kind, body),
    byHand: (strategy, ours, theirs) => hand.merge(strategy, ours, theirs),
    byNode: (strategy, ours, theirs) => byNode(open, hand, { strategy, ours, theirs }),
  }
}

interface Sides {
  strategy: MergeStrategy
  ours: Oid
  theirs: Oid
}

async function byNode(
  { node, storage, dir }: OpenNode,
  hand: Hand,
  { strategy, ours, theirs }: Sides,
): Promise<Oid | string[]> {
  hand.git(['push', '-q', '-f', dir, `${ours}:${TARGET}`, `${theirs}:refs/heads/source`])
  const wish = { strategy, ours, theirs, author: BOB, committer: EVE, message: MESSAGE, ref: TARGET, old: ours }
  const merging = await node.merge(storage, wish)
  if ('conflicts' in merging) return [...new Set(merging.conflicts.map(({ path }) => path))].sort()
  if (!('written' in merging)) return Object.keys(merging)
  const { quarantine, updates, oid } = merging.written
  const [moved] = await node.commit(storage, { quarantine, refs: [updates[0]!.ref], atomic: true })
  return moved?.reason === undefined ? oid : [moved.reason]
}

/** Somebody with a clone. */
class Hand {
  readonly #place: string
  #clock = 1_600_000_000

  constructor(place: string) {
    this.#place = place
  }

  git(args: readonly string[], env: Record<string, string> = {}): string {
    const settings = ['-c', 'advice.detachedHead=false', '-c', 'protocol.file.allow=always']
    const options = { cwd: this.#place, env: { ...ENVIRONMENT, ...env } }
    return execFileSync('git', [...settings, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      .toString()
      .trim()
  }

  commit(on: Oid | null, files: Files, message = Object.keys(files).join(', ') || 'nothing'): Oid {
    this.#begin(on)
    for (const [path, file] of Object.entries(files)) this.#put(path, file)
    const date = `${(this.#clock += 60)} +0200`
    const env = { GIT_AUTHOR_NAME: 'Ünïcode', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
    this.git(['commit', '-q', '--allow-empty', '--allow-empty-message', '--cleanup=verbatim', '-m', message], env)
    return oid(this.git(['rev-parse', 'HEAD']))
  }

  object(kind: string, body: Buffer): Oid {
    const file = join(this.#place, '.git/object')
    writeFileSync(file, body)
    return oid(this.git(['hash-object', '-t', kind, '-w', file]))
  }

  merge(strategy: MergeStrategy, ours: Oid, theirs: Oid): Oid | string[] {
    try {
      HAND[strategy](args => this.git(args, AS), ours, theirs)
      return oid(this.git(['rev-parse', 'HEAD']))
    } catch (error) {
      const paths = this.git(['-c', 'core.quotePath=false', 'diff', '--name-only', '--diff-filter=U'])
      if (paths === '') throw error
      return [...new Set(paths.split('\n').map(path => path.replace(/~.*/, '')))].sort()
    } finally {
      this.#begin(ours)
    }
  }

  #begin(on: Oid | null): void {
    rmSync(join(this.#place, '.git/rebase-merge'), { recursive: true, force: true })
    if (on) this.git(['checkout', '-q', '-f', '--detach', on])
    else this.git(['checkout', '-q', '-f', '--orphan', `root-${this.#clock}`])
    if (!on) this.git(['rm', '-r', '-q', '-f', '--ignore-unmatch', '.'])
    this.git(['clean', '-q', '-f', '-f', '-d', '-x'])
  }

  #put(path: string, file: File): void {
    const at = join(this.#place, path)
    if (file && typeof file === 'object' && 'to' in file) {
      mkdirSync(dirname(join(this.#place, file.to)), { recursive: true })
      return void this.git(['mv', path, file.to])
    }
    rmSync(at, { recursive: true, force: true })
    if (file && typeof file === 'object' && 'submodule' in file)
      return void this.git(['update-index', '--add', '--cacheinfo', `160000,${file.submodule},${path}`])
    mkdirSync(dirname(at), { recursive: true })
    if (typeof file === 'string' || Buffer.isBuffer(file)) writeFileSync(at, file)
    else if (file && 'link' in file) symlinkSync(file.link, at)
    else if (file) writeFileSync(at, file.run)
    if (file && typeof file === 'object' && 'run' in file) chmodSync(at, 0o755)
    this.git(['add', '-A', '--', path])
  }
}

/** Who merges. */
const AS = {
  GIT_AUTHOR_NAME: BOB.name,
  GIT_AUTHOR_EMAIL: BOB.email,
  GIT_AUTHOR_DATE: `${BOB.date} ${BOB.zone}`,
  GIT_COMMITTER_NAME: EVE.name,
  GIT_COMMITTER_EMAIL: EVE.email,
  GIT_COMMITTER_DATE: `${EVE.date} ${EVE.zone}`,
}

type Git = (args: string[]) => string
type Way = (git: Git, ours: Oid, theirs: Oid) => void

const onto: Way = (git, ours) => git(['checkout', '-q', '--detach', ours])
const rebased: Way = (git, ours, theirs) => {
  git(['checkout', '-q', '--detach', theirs])
  git(['rebase', '-q', ours])
}

const HAND: Record<MergeStrategy, Way> = {
  merge_commit(git, ours, theirs) {
    onto(git, ours, theirs)
    git(['merge', '-q', '--no-ff', '-m', MESSAGE, theirs])
  },
  squash(git, ours, theirs) {
    onto(git, ours, theirs)
    git(['merge', '-q', '--squash', theirs])
    git(['commit', '-q', '-m', MESSAGE])
  },
  fast_forward(git, ours, theirs) {
    onto(git, ours, theirs)
    git(['merge', '-q', '--ff', '-m', MESSAGE, theirs])
  },
  squash_fast_forward: (git, ours, theirs) => HAND.squash(git, ours, theirs),
  rebase_fast_forward: rebased,
  rebase_merge(git, ours, theirs) {
    rebased(git, ours, theirs)
    const tip = git(['rev-parse', 'HEAD'])
    onto(git, ours, theirs)
    git(['merge', '-q', '--no-ff', '-m', MESSAGE, tip])
  },
}
