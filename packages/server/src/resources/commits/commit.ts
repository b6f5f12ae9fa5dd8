import type { CommitObject, Oid, Person } from '@pail/git'
import type { Repository } from '../repositories/repository.ts'

/** A commit of a repository; the object is as git holds it. */
export interface Commit {
  repository: Repository
  object: CommitObject
}

/** A commit of which only the hash matters. */
export interface CommitName {
  repository: Repository
  hash: Oid
}

const LAST_SECOND = 253_402_300_799

/** When the commit was made, not when its change was first written; in the form that rows have. */
export const madeOn = ({ object }: Commit): string => asTime(object.committer)

/** Git's seconds as rows keep times; a year of five digits counts as the last of four. */
export const asTime = ({ date }: Pick<Person, 'date'>): string =>
  new Date(Math.min(date, LAST_SECOND) * 1000).toISOString()

/** About what a commit takes in memory with all that is shown of it, in bytes. */
export const weightOf = ({ message, payload = '' }: CommitObject): number =>
  6000 + 8 * message.length + 2 * payload.length
