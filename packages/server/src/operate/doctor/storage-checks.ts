import { NotFound } from '@pail/failures'
import type { GitNode } from '@pail/git-node'
import type { Db } from '../../db/tables/index.ts'
import { agreeOnMainBranch, mainAmong } from '../../resources/repositories/main-branch.ts'
import { type Check, confirmed, type Fault, type Patient } from './check.ts'

/** Every repository of the database is on disk, and everything on disk belongs to one. */
export const storages: Check = {
  name: 'repositories on disk',
  look: patient => confirmed(patient, async () => [...(await lost(patient)), ...(await orphans(patient))]),
}

async function lost({ database, git }: Patient): Promise<Fault[]> {
  const present = new Set(await git.list())
  const rows = await repositoriesOf(database.reader)
  return rows
    .filter(({ uuid }) => !present.has(uuid))
    .map(({ uuid, name }) => ({
      about: `${name} has no repository on disk (${uuid})`,
      mend: 'bring it back from a backup, or delete it with pail repo delete',
    }))
}

async function orphans({ database, git }: Patient): Promise<Fault[]> {
  const present = await git.list()
  const known = new Set((await repositoriesOf(database.reader)).map(({ uuid }) => uuid))
  const leaving = await toBeRemoved(database.reader)
  const found = present.filter(uuid => !known.has(uuid) && !leaving.has(uuid))
  const faults = await Promise.all(found.map(uuid => unlessGone(orphan(git, uuid))))
  return faults.filter(fault => fault !== undefined)
}

/** What is deleted while it is looked at is no fault. */
const unlessGone = <T>(looking: Promise<T>): Promise<T | undefined> =>
  looking.catch(error => {
    if (error instanceof NotFound) return undefined
    throw error
  })

/** Only what holds nothing may go by itself: the rest may be all that is left of something. */
async function orphan(git: GitNode, uuid: string): Promise<Fault> {
  const { refs } = await git.refs(uuid)
  const about = `a repository on disk belongs to none in the database (${uuid}, ${refs.length} refs)`
  if (refs.length > 0) return { about, mend: 'look into it, and take its folder away when nobody misses it' }
  return { about, mend: 'pail doctor --fix removes it, as it is empty', fix: () => git.remove(uuid) }
}

async function toBeRemoved(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('jobs').where('kind', '=', 'remove-storage').select('payload').execute()
  return new Set(rows.map(({ payload }) => (JSON.parse(payload) as { storage: string }).storage))
}

export async function repositoriesOf(db: Db) {
  const rows = await db
    .selectFrom('repositories')
    .leftJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .orderBy('repositories.uuid')
    .select(['repositories.uuid', 'repositories.slug', 'repositories.main_branch', 'workspaces.slug as workspace'])
    .execute()
  return rows.map(({ workspace, slug, ...row }) => ({ ...row, name: `${workspace ?? '?'}/${slug}` }))
}

/** What git itself says of every repository. */
export const soundness: Check = {
  name: 'git fsck',
  async look({ git, database, say }) {
    const rows = await repositoriesOf(database.reader)
    const names = new Map(rows.map(({ uuid, name }) => [uuid, name]))
    const faults: Fault[] = []
    for (const [at, uuid] of (await git.list()).entries()) {
      say(`git fsck ${at + 1}: ${names.get(uuid) ?? uuid}`)
      const complaints = (await unlessGone(git.fsck(uuid)).catch(error => [String(error.message)])) ?? []
      if (complaints.length > 0 && (await git.has(uuid))) faults.push(unsound(names.get(uuid) ?? uuid, complaints))
    }
    return faults
  },
}

const unsound = (name: string, complaints: readonly string[]): Fault => ({
  about: `${name} is damaged: ${complaints[0]}${complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : ''}`,
  mend: 'bring it back from a backup, or push a whole clone into a new repository',
})

/** HEAD and the row name the same branch, one that exists. */
export const mainBranches: Check = {
  name: 'main branches',
  look: patient => confirmed(patient, () => disagreements(patient)),
}

async function disagreements({ git, database }: Patient): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { uuid, name, main_branch } of await repositoriesOf(database.reader)) {
    const snapshot = await unlessGone(git.refs(uuid))
    if (!snapshot) continue
    const { head, refs } = snapshot
    const right = mainAmong(
      refs.map(ref => ref.name),
      [head, main_branch && `refs/heads/${main_branch}`],
    )
    const recorded = main_branch === null ? undefined : `refs/heads/${main_branch}`
    if (right === recorded && (right === undefined || right === head)) continue
    faults.push({
      about: `${name}: HEAD is ${head ?? 'nothing'}, the database says ${main_branch ?? 'nothing'}, right is ${right ?? 'nothing'}`,
      mend: 'pail doctor --fix follows the branches that are there',
      fix: () => agreeOnMainBranch({ git, database }, uuid, main_branch),
    })
  }
  return faults
}
