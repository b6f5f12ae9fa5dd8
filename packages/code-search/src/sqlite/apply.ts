import { type FileChange, OutOfStep, type Texts, type TreeChange } from '../engine.ts'
import type { Pool } from '../threads/pool.ts'
import type { BranchChange } from './change.ts'
import type { Lesson } from './learn.ts'

/** How much of a change is in memory at most: files by their number, texts by their bytes. */
const FILES = 1000
const BYTES = 8 << 20

/** Who writes, and how far a change may get. */
export interface Applying {
  writer: Pool
  texts: Texts
  signal?: AbortSignal | undefined
  /** Called when some more was learnt. */
  learnt?: () => void
  /** Makes what was learnt ready to be found. */
  settle?: () => Promise<void>
}

/** Takes over a change in steps of bounded size; all of it is shown at once, or nothing. */
export async function apply(change: TreeChange, applying: Applying): Promise<void> {
  const { repository, branch, isMain, from, to } = change
  const about: BranchChange = { repository, branch, isMain, from, to }
  const id = await applying.writer.ask<number | undefined>('begin', about)
  if (id === undefined) throw new OutOfStep(`${branch} is not known at ${from}`)
  try {
    for await (const files of inGroups(change.changed())) {
      applying.signal?.throwIfAborted()
      await take(id, { repository, files }, applying)
    }
    await applying.settle?.()
    applying.signal?.throwIfAborted()
    if (!(await applying.writer.ask('finish', { change: id, branch: about })))
      throw new OutOfStep(`${branch} is not known at ${from} any more`)
  } catch (error) {
    await applying.writer.ask('abandon', id).catch(() => undefined)
    throw error
  }
}

async function take(
  change: number,
  { repository, files }: { repository: string; files: readonly FileChange[] },
  applying: Applying,
): Promise<void> {
  const lacking = await applying.writer.ask<number[]>('lacking', files)
  for (const some of bySize(lacking.map(at => files[at]!))) {
    const lessons = await read(repository, some, applying)
    await applying.writer.ask('learn', lessons)
    applying.learnt?.()
  }
  await applying.writer.ask('stage', { change, files })
}

async function read(repository: string, files: readonly FileChange[], { texts, signal }: Applying): Promise<Lesson[]> {
  const lessons: Lesson[] = files.map(({ oid, path }) => ({ oid: oid!, path }))
  const byOid = Map.groupBy(lessons, ({ oid }) => oid)
  const asks = [...byOid.keys()].map(oid => ({ repository, oid }))
  for await (const { oid, text } of texts.read(asks, signal)) {
    signal?.throwIfAborted()
    for (const lesson of byOid.get(oid) ?? []) lesson.text = text
  }
  return lessons
}

async function* inGroups(changes: AsyncIterable<FileChange>): AsyncGenerator<FileChange[]> {
  let group: FileChange[] = []
  for await (const { path, oid, size } of changes) {
    group.push({ path, oid, size })
    if (group.length < FILES) continue
    yield group
    group = []
  }
  if (group.length) yield group
}

function* bySize(files: readonly FileChange[]): Generator<FileChange[]> {
  let [group, bytes]: [FileChange[], number] = [[], 0]
  for (const file of files) {
    group.push(file)
    bytes += file.size ?? 0
    if (bytes < BYTES) continue
    yield group
    group = []
    bytes = 0
  }
  if (group.length) yield group
}
