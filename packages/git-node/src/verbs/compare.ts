import type { Readable } from 'node:stream'
import {
  EMPTY_TREE,
  type Oid,
  omitBinaries,
  printDiffstat,
  type RepoPath,
  type Repository,
  type Sides,
  startDiff,
  startMail,
  startSeries,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { pour } from '../pour.ts'
import type { DiffAsk } from '../reading.ts'

export interface Compared {
  from: Oid | undefined
  to: Oid
  other: StorageId | undefined
  paths: RepoPath[]
  ignoreWhitespace: boolean
  renames: boolean
  signal: AbortSignal
}

export type Styled = Compared & Required<Pick<DiffAsk, 'context' | 'binary'>>

export async function diff(machine: Machine, storage: StorageId, styled: Styled): Promise<Readable> {
  const repository = repositoryOf(machine, storage, styled.other)
  const { context, binary, ...compared } = styled
  const sides = await sidesOf(machine, repository, compared)
  const running = startDiff(repository, sides, { context, binary: binary === 'patch' })
  return binary === 'omit' ? pour('diff-tree', running, omitBinaries) : pour('diff-tree', running)
}

/** In git's own words: the list is long, asked for again and again, and never looked into here. */
export async function diffstat(machine: Machine, storage: StorageId, compared: Compared): Promise<Buffer> {
  const repository = repositoryOf(machine, storage, compared.other)
  const sides = await sidesOf(machine, repository, compared)
  const { from, to, paths, ignoreWhitespace, renames, signal } = sides
  const key = ['diffstat', repository.dir, from, to, `${ignoreWhitespace} ${renames}`, ...paths]
  const wish = { key, signal, weigh: (printed: Buffer) => printed.length }
  return machine.answers.get(wish, signal => printDiffstat(repository, { ...sides, signal }))
}

export function patch(
  machine: Machine,
  storage: StorageId,
  { from, to, other, signal }: Pick<Compared, 'from' | 'to' | 'other' | 'signal'>,
): Promise<Readable> {
  const repository = repositoryOf(machine, storage, other)
  if (from) return pour('format-patch', startSeries(repository, from, to, signal))
  return pour('log', startMail(repository, to, signal))
}

/** A commit by itself is compared with its first parent, a root commit with nothing. */
async function sidesOf(
  { objects }: Machine,
  repository: Repository,
  compared: Compared,
): Promise<Sides & { signal: AbortSignal }> {
  const { from, to } = compared
  return { ...compared, from: from ?? (await objects.commit(repository, to)).parents[0] ?? EMPTY_TREE }
}
