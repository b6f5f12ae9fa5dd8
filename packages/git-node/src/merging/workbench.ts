import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  DIRECTORY,
  formatCommit,
  inQuarantine,
  LooseObjects,
  type Merged,
  mergeTree,
  type NewCommit,
  type NewObject,
  type ObjectKind,
  type Oid,
  objectId,
  type Repository,
  SUBMODULE,
  Tree,
  withSignature,
} from '@pail/git'
import type { Machine } from '../machine.ts'

export interface Working {
  repository: Repository
  /** Where git writes what it makes; it goes away afterwards. */
  folder: string
  signal: AbortSignal
  /** Gives the armoured signature of a commit, or nothing where nobody signs. */
  sign: (payload: Buffer) => Promise<string | undefined>
}

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
  merge(ours: Oid, theirs: Oid): Promise<Merged> {
    for (const id of this.#unwritten) {
      const { kind, body } = this.#made.get(id)!
      this.#loose.write(kind, body)
    }
    this.#unwritten.clear()
    return mergeTree(this.#inside, { ours, theirs, signal: this.signal })
  }

  /** Everything new that the commits need, and nothing that was only needed on the way. */
  async objects(): Promise<Map<Oid, NewObject>> {
    const loose = this.#loose.list()
    const found = new Map<Oid, NewObject>()
    for (const commit of this.#commits) {
      const { body } = this.#made.get(commit)!
      found.set(commit, { kind: 'commit', size: body.length, content: body })
      await this.#gather(treeIn(body), loose, found)
    }
    return found
  }

  async #gather(id: Oid, loose: ReadonlySet<Oid>, found: Map<Oid, NewObject>): Promise<void> {
    const made = this.#made.get(id)
    if (found.has(id) || (!made && !loose.has(id))) return
    const object = made ? { ...made, size: made.body.length, content: made.body } : await this.#loose.get(id)
    found.set(id, object)
    if (object.kind !== 'tree') return
    const below = [...(await this.read(id))].filter(({ mode }) => mode !== SUBMODULE)
    for (const { mode, oid } of below) if (mode === DIRECTORY || loose.has(oid)) await this.#gather(oid, loose, found)
  }

  #isLoose(id: Oid): boolean {
    return existsSync(join(this.#folder, id.slice(0, 2), id.slice(2)))
  }
}

const treeIn = (commit: Buffer): Oid => commit.toString('latin1', 'tree '.length, 'tree '.length + 40) as Oid
