import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  DIRECTORY,
  formatCommit,
  inQuarantine,
  LooseObjects,
  type Merged,
  MergeLine,
  type MergeSides,
  mergeTree,
  type NewCommit,
  type NewObject,
  type ObjectKind,
  type Oid,
  objectId,
  type RepoPath,
  type Repository,
  SUBMODULE,
  Tree,
  withSignature,
} from '@pail/git'
import { look } from '../look.ts'
import type { Machine } from '../machine.ts'

export interface Working {
  repository: Repository
  /** Where git writes what it makes; it goes away afterwards. */
  folder: string
  signal: AbortSignal
  /** Gives the armoured signature of a commit, or nothing where nobody signs. */
  sign: (payload: Buffer) => Promise<string | undefined>
}

/** `.gitmodules` and `.gitattributes`, under every name by which some file system would find them; and a few others. */
const MEANS_SOMETHING = /^\.git[am]|~|[^\x20-\x7e]/i

/** More of them are not looked for one by one. */
const MANY = 50

/** Where a merge is made: its new objects are in memory, or in a folder where only git and we look. */
export class Workbench {
  readonly repository: Repository
  readonly machine: Machine
  readonly signal: AbortSignal
  readonly #inside: Repository
  readonly #loose: LooseObjects
  readonly #folder: string
  readonly #sign: Working['sign']
  /** The commits that the merge consists of. */
  #commits: Oid[] = []
  #made = new Map<Oid, { kind: ObjectKind; body: Buffer }>()
  /** Files in new folders that git looks into when it checks a push. */
  #telling: { path: string; oid: Oid }[] = []
  #line: MergeLine | undefined
  /** What git has not seen yet. */
  #unwritten = new Set<Oid>()

  constructor(machine: Machine, { repository, folder, signal, sign }: Working) {
    this.machine = machine
    this.repository = repository
    this.signal = signal
    this.#folder = folder
    this.#inside = inQuarantine(repository, folder)
    this.#loose = new LooseObjects(folder)
    this.#sign = sign
  }

  add(kind: ObjectKind, body: Buffer): Oid {
    const id = objectId(kind, body)
    if (!this.#made.has(id)) this.#unwritten.add(id)
    this.#made.set(id, { kind, body })
    return id
  }

  /** A commit that is to stay. */
  async addCommit(body: Buffer): Promise<Oid> {
    const signature = await this.#sign(body)
    const id = this.add('commit', signature === undefined ? body : withSignature(body, signature))
    this.#commits.push(id)
    return id
  }

  commit(commit: NewCommit): Promise<Oid> {
    return this.addCommit(formatCommit(commit))
  }

  async treeOf(commit: Oid): Promise<Oid> {
    const made = this.#made.get(commit)
    return made ? treeIn(made.body) : (await this.machine.objects.commit(this.repository, commit)).tree
  }

  async read(tree: Oid): Promise<Tree> {
    this.signal.throwIfAborted()
    const made = this.#made.get(tree)
    if (made) return new Tree(made.body)
    if (this.#isLoose(tree)) return new Tree(await this.#loose.tree(tree))
    return this.machine.objects.folder(this.repository, tree)
  }

  /** Git's own merge. */
  merge(sides: Omit<MergeSides, 'signal'>): Promise<Merged> {
    this.#writeOut()
    return mergeTree(this.#inside, { ...sides, signal: this.signal })
  }

  /** The same where many follow each other: all by one process. Only what the conflicts are is asked for apart. */
  async mergeNext(sides: Pick<MergeSides, 'ours' | 'theirs'>): Promise<Merged> {
    this.#writeOut()
    this.#line ??= new MergeLine(this.#inside, this.#folder, this.signal)
    const tree = await this.#line.merge(sides)
    return tree === null ? this.merge(sides) : { tree, conflicts: [] }
  }

  /** Nobody works in the folder any more. */
  async close(): Promise<void> {
    await this.#line?.end()
  }

  #writeOut(): void {
    for (const id of this.#unwritten) {
      const { kind, body } = this.#made.get(id)!
      this.#loose.write(kind, body)
    }
    this.#unwritten.clear()
  }

  /** Whether each file of which the name means something to git is as one of these commits has it. Asked after `objects`. */
  async isPlain(commits: readonly Oid[]): Promise<boolean> {
    if (this.#telling.length > MANY) return false
    for (const { path, oid } of this.#telling) {
      const there = commits.map(commit => look(this.machine, this.repository, { commit, path: path as RepoPath }))
      if (!(await Promise.all(there)).some(entry => entry?.oid === oid)) return false
    }
    return true
  }

  /** Everything new that the commits need, and nothing that was only needed on the way. */
  async objects(): Promise<Map<Oid, NewObject>> {
    const loose = this.#loose.list()
    const found = new Map<Oid, NewObject>()
    for (const commit of this.#commits) {
      const { body } = this.#made.get(commit)!
      found.set(commit, { kind: 'commit', size: body.length, content: body })
      await this.#gather({ id: treeIn(body), at: '' }, loose, found)
    }
    return found
  }

  async #gather(
    { id, at }: { id: Oid; at: string },
    loose: ReadonlySet<Oid>,
    found: Map<Oid, NewObject>,
  ): Promise<void> {
    const made = this.#made.get(id)
    if (found.has(id) || (!made && !loose.has(id))) return
    const object = made ? { ...made, size: made.body.length, content: made.body } : await this.#loose.get(id)
    found.set(id, object)
    if (object.kind !== 'tree') return
    for (const { mode, name, oid } of await this.read(id)) {
      if (mode === SUBMODULE) continue
      if (mode !== DIRECTORY && MEANS_SOMETHING.test(name)) this.#telling.push({ path: at + name, oid })
      if (mode === DIRECTORY || loose.has(oid)) await this.#gather({ id: oid, at: `${at}${name}/` }, loose, found)
    }
  }

  #isLoose(id: Oid): boolean {
    return existsSync(join(this.#folder, id.slice(0, 2), id.slice(2)))
  }
}

const treeIn = (commit: Buffer): Oid => commit.toString('latin1', 'tree '.length, 'tree '.length + 40) as Oid
