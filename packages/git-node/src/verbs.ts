import { existsSync } from 'node:fs'
import { fsck, isAncestor, oid, refName } from '@pail/git'
import { changes } from './asked.ts'
import type { Budget } from './client.ts'
import { folderOf, listStorages } from './disk.ts'
import { type Machine, repositoryOf } from './machine.ts'
import { MERGING } from './merge-verbs.ts'
import { moveRefs } from './move-refs.ts'
import { READING } from './read-verbs.ts'
import { commit } from './verbs/commit.ts'
import { create } from './verbs/create.ts'
import { describePush } from './verbs/describe-push.ts'
import { fork } from './verbs/fork.ts'
import { maintain } from './verbs/maintain.ts'
import { remove } from './verbs/remove.ts'
import { setHead } from './verbs/set-head.ts'
import { size } from './verbs/size.ts'
import { WRITING } from './write-verbs.ts'

/** One question, its JSON read; values are checked again here, as names and ids go to git. */
export interface Question {
  storage: string
  ask: Record<string, unknown>
  signal: AbortSignal
}

type Verb = (machine: Machine, question: Question) => Promise<unknown>

/** The verbs that take and give small values. Those that stream are in `streams.ts`. */
export const VERBS: Record<string, Verb> = {
  ...READING,
  ...WRITING,
  ...MERGING,
  version: async ({ version }) => version,
  create: (machine, { storage, ask }) => create(machine, storage, text(ask.defaultBranch)),
  fork: (machine, { storage, ask, signal }) => fork(machine, { source: text(ask.source), storage, signal }),
  remove: (machine, { storage }) => remove(machine, storage),
  has: async ({ disk }, { storage }) => existsSync(folderOf(disk, storage)),
  list: ({ disk }) => listStorages(disk),
  'set-head': (machine, { storage, ask }) => setHead(machine, storage, refName(text(ask.head))),
  commit: (machine, { storage, ask }) =>
    commit(machine, storage, {
      quarantine: text(ask.quarantine),
      refs: list(ask.refs, refName),
      atomic: ask.atomic === true,
    }),
  'expect-push': async (machine, { storage }) => machine.expectations.expect(storage, repositoryOf(machine, storage)),
  discard: async ({ quarantines }, { storage, ask }) =>
    quarantines.end(quarantines.take(storage, text(ask.quarantine))),
  'update-refs': (machine, { storage, ask }) =>
    moveRefs(machine, storage, changes(ask.changes), { atomic: ask.atomic === true }),
  'describe-push': (machine, { storage, ask }) => describePush(machine, storage, changes(ask.changes)),
  'is-ancestor': (machine, { storage, ask }) =>
    isAncestor(repositoryOf(machine, storage), oid(text(ask.ancestor)), oid(text(ask.descendant))),
  size: (machine, { storage }) => size(machine, storage),
  fsck: (machine, { storage, signal }) => fsck(repositoryOf(machine, storage), signal),
  maintain: (machine, { storage, ask, signal }) => maintain(machine, storage, ask as unknown as Budget, signal),
}

const text = (value: unknown): string => String(value)

function list<T>(value: unknown, item: (text: string) => T): T[] {
  return (value as unknown[]).map(entry => item(text(entry)))
}
