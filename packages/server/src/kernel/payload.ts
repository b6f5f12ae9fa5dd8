import { parseFields } from '@pail/partial-fields'
import type { Db } from '../db/tables/index.ts'
import type { Actor } from './actor.ts'
import type { Happening } from './events.ts'
import type { Forge } from './forge.ts'
import type { Site } from './links.ts'
import { type Level, present, settle, showing } from './present.ts'
import type { Shape } from './view.ts'

/** Whom something is told outside of a request: what this one may not see must not come up in it. */
export interface Audience {
  actor: Actor
  /** What the links start with. */
  site: Site
}

/** The same while it is being told. */
export interface Telling extends Audience {
  forge: Forge
  db: Db
  /** The thing as an answer would have it; usually as at its own address. Members that are late come in afterwards. */
  show<T>(shape: Shape<T>, thing: T, level?: Level): Record<string, unknown>
}

/**
 * What is told of an event outside, besides who did it and the repository that it happened in; nothing when there is
 * nothing left that could be told, or nothing that this audience may know.
 */
export type Payload = (happening: Happening, to: Telling) => Promise<Record<string, unknown> | undefined>

/** Lets `work` make a document for the audience, and waits until all of it is there. */
export async function tellTo<T>(forge: Forge, audience: Audience, work: (to: Telling) => Promise<T>): Promise<T> {
  const db = forge.database.reader
  const to = showing(db, { ...audience, forge })
  const told = await work({
    ...audience,
    forge,
    db,
    show: (shape, thing, level = 'full') => present(shape, thing, to, parseFields(null, level)),
  })
  await settle(to)
  return told
}
