import { Unavailable } from '@pail/failures'
import type { Repository } from './git.ts'
import { LooseObjects } from './loose-objects.ts'
import { MERGING, type MergeSides } from './merge-tree.ts'
import { type Oid, oid } from './oid.ts'
import { GitFailed } from './output.ts'
import { type Running, start, stopOn } from './run.ts'
import { formatTree } from './tree-object.ts'

type Pair = Pick<MergeSides, 'ours' | 'theirs'>

/** Waits for an answer that may be left in git's buffer; nobody waits for that of a filling. */
interface Waiting {
  resolve?: (tree: Oid | null) => void
  reject?: (error: unknown) => void
}

const ARGS = ['merge-tree', '--write-tree', '--allow-unrelated-histories', '--no-messages', '--name-only', '--stdin']

/** Git writes when so much has gathered, or less. If it were more, another filling would do it. */
const FILLING_BYTES = 8_704
const PATIENCE_MS = 200

/**
 * One git that merges one pair after the other, each of which may follow from the answer before. Git keeps its answers in
 * a buffer until that is full; so after each pair it is asked to merge two commits of which the answer is long.
 */
export class MergeLine {
  readonly #running: Running
  readonly #filling: Pair
  #waiting: Waiting[] = []
  #held = ''
  #fields: string[] = []
  #failure: unknown

  /** `folder` is the quarantine of the repository. */
  constructor(repository: Repository, folder: string, signal: AbortSignal) {
    this.#filling = makeFilling(new LooseObjects(folder))
    this.#running = start(repository, { args: ARGS, settings: MERGING })
    stopOn(this.#running, signal)
    this.#running.stdout.setEncoding('latin1').on('data', (text: string) => this.#hear(text))
    this.#running.exit.then(
      exit => this.#fail(signal.aborted ? signal.reason : new GitFailed('merge-tree', exit)),
      error => this.#fail(error),
    )
  }

  /** The tree, or null for conflicts. */
  async merge(pair: Pair): Promise<Oid | null> {
    if (this.#failure) throw this.#failure
    const answer = new Promise<Oid | null>((resolve, reject) => this.#send(pair, { resolve, reject }))
    this.#send(this.#filling, {})
    const timer = setInterval(() => this.#send(this.#filling, {}), PATIENCE_MS)
    try {
      return await answer
    } finally {
      clearInterval(timer)
    }
  }

  /** Resolves when the process is no more. */
  async end(): Promise<void> {
    this.#fail(new Unavailable('Nobody merges any more'))
    this.#running.stop()
    await this.#running.exit.catch(() => {})
  }

  #send({ ours, theirs }: Pair, waiting: Waiting): void {
    this.#waiting.push(waiting)
    this.#running.stdin.write(`${ours} ${theirs}\n`)
  }

  /** Each answer is a digit, a tree, the paths in conflict if there are any, and an empty field. */
  #hear(text: string): void {
    const fields = (this.#held + text).split('\0')
    this.#held = fields.pop()!
    for (const field of fields) {
      if (field !== '') this.#fields.push(field)
      else this.#answer(this.#fields.splice(0))
    }
  }

  #answer([status, tree = '']: string[]): void {
    this.#waiting.shift()?.resolve?.(status === '1' ? oid(tree) : null)
  }

  #fail(error: unknown): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.splice(0)) reject?.(this.#failure)
  }
}

/** Two commits that have both added files of long names, and different ones. */
function makeFilling(objects: LooseObjects): Pair {
  const name = 'x'.repeat(FILLING_BYTES)
  const side = (text: string) => {
    const blob = objects.write('blob', Buffer.from(text))
    const tree = formatTree([{ mode: '100644', name, oid: blob }])
    const lines = [`tree ${objects.write('tree', tree)}`, `author P <p> 0 +0000`, `committer P <p> 0 +0000`, '', '']
    return objects.write('commit', Buffer.from(lines.join('\n')))
  }
  return { ours: side('a\n'), theirs: side('b\n') }
}
