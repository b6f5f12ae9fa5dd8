import type { Db } from '../db/tables/index.ts'
import type { Actor, Known } from './actor.ts'

export type Grade = 'read' | 'write' | 'admin'

/** What a target is found by. */
export interface Ask {
  db: Db
  actor: Actor
  params: Readonly<Record<string, string>>
}

/**
 * What an operation works on. Loading it is where permission is asked: the thing comes back
 * only to one who may do `grade` with it; whoever may not even read it learns nothing of it.
 */
export interface Target<T> {
  /** `open` takes anybody, `read` hides what the caller may not see, the others need an account. */
  grade: 'open' | Grade | 'account'
  load(ask: Ask): Promise<T>
  /** Not for tokens that act for themselves: what is done here is a person's to do. */
  isPersonal?: boolean
}

/** The same for people only. */
export const byPerson = <T>(target: Target<T>): Target<T> => ({ ...target, isPersonal: true })

/** For what is the same for everybody. */
export const anybody: Target<undefined> = { grade: 'open', load: async () => undefined }

/** For what belongs to the caller; needs an account. */
export const oneself: Target<Known> = {
  grade: 'account',
  isPersonal: true,
  load: async ({ actor }) => actor as Known,
}

const UUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i

/** The bare uuid of a path segment that is one, in braces or not. */
export const uuidIn = (segment: string): string | undefined => UUID.exec(segment)?.[1]?.toLowerCase()
