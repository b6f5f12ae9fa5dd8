import { objectId } from './object-id.ts'
import type { Oid } from './oid.ts'
import type { Tree } from './tree.ts'
import { TreeDraft } from './tree-draft.ts'
import { DIRECTORY, type RawEntry } from './tree-object.ts'

/** A change from one tree to another, to be made in a third. */
export interface TreePick {
  base: Oid
  theirs: Oid
  ours: Oid
  read: (tree: Oid) => Promise<Tree>
}

export interface PickedTree {
  oid: Oid
  /** The trees that are new, each before those that hold it. */
  made: { oid: Oid; body: Buffer }[]
}

/**
 * Makes the change where it is plain what it comes to: everything that it touches is in the third tree as it was before
 * the change. Then git comes to the same, whatever was renamed, for it follows renames only where both sides have touched
 * a file, or where one side has removed a folder into which the other puts something. Null where git has to be asked.
 */
export async function pickTree({ base, theirs, ours, read }: TreePick): Promise<PickedTree | null> {
  const picking: Picking = { read, made: [] }
  const oid = await pickFolder(picking, { base, theirs, ours })
  if (oid === null) return null
  if (oid !== 'empty') return { oid, made: picking.made }
  const body = Buffer.alloc(0)
  return { oid: objectId('tree', body), made: [{ oid: objectId('tree', body), body }] }
}

type Picking = Pick<TreePick, 'read'> & Pick<PickedTree, 'made'>

/** Null is not plain. */
type Result = Oid | 'empty' | null

async function pickFolder(picking: Picking, { base, theirs, ours }: Omit<TreePick, 'read'>): Promise<Result> {
  if (base === theirs) return ours
  if (base === ours) return theirs
  // Files may be gone on both sides that each has put somewhere else.
  if (ours === theirs) return null
  const [from, to, there] = await Promise.all([base, theirs, ours].map(picking.read))
  const draft = new TreeDraft(there!)
  for (const [key, { before, after }] of changes(from!, to!)) {
    const now = draft.get(key)
    const next = isEqual(now, before) ? after : await pickWithin(picking, { before, after, now })
    if (next === null) return null
    if (next === undefined) draft.delete(key)
    else draft.set(key, next)
  }
  if (draft.size === 0) return 'empty'
  const body = draft.body()
  const oid = objectId('tree', body)
  picking.made.push({ oid, body })
  return oid
}

/** Both sides have touched a folder; or they have done the same to a file. */
async function pickWithin(
  picking: Picking,
  { before, after, now }: Change & { now: RawEntry | undefined },
): Promise<RawEntry | undefined | null> {
  const folders = [before, after, now].filter(entry => entry?.mode === DIRECTORY)
  if (after && isEqual(now, after) && folders.length === 0) return after
  if (folders.length < 3) return null
  const oid = await pickFolder(picking, { base: before!.oid, theirs: after!.oid, ours: now!.oid })
  if (oid === null) return null
  return oid === 'empty' ? undefined : { ...after!, oid }
}

interface Change {
  before: RawEntry | undefined
  after: RawEntry | undefined
}

/** By name, as its bytes in Latin-1. */
function changes(from: Tree, to: Tree): Map<string, Change> {
  const found = new Map<string, Change>()
  const same = sameAtStart(from, to)
  for (let at = same; at < from.length; at++) found.set(keyOf(from.at(at)), { before: from.at(at), after: undefined })
  for (let at = same; at < to.length; at++) {
    const after = to.at(at)
    const key = keyOf(after)
    const before = found.get(key)?.before
    if (before && isEqual(before, after)) found.delete(key)
    else found.set(key, { before, after })
  }
  return found
}

function sameAtStart(from: Tree, to: Tree): number {
  const most = Math.min(from.length, to.length)
  let at = 0
  while (at < most && from.slice(at, at + 1).equals(to.slice(at, at + 1))) at++
  return at
}

const keyOf = ({ name, raw = Buffer.from(name) }: RawEntry): string => raw.toString('latin1')

const isEqual = (a: RawEntry | undefined, b: RawEntry | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.mode === b.mode && a.oid === b.oid)
