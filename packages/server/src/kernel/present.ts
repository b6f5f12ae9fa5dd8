import type { Level, Mask } from '@pail/partial-fields'
import type { Db } from '../db/tables/index.ts'
import type { Actor } from './actor.ts'
import type { Forge } from './forge.ts'
import type { Site } from './links.ts'
import type { Shape } from './view.ts'

/** Reads many things at once for members that need more than their own object holds. */
export type Batch<K extends string, V> = (db: Db, keys: readonly K[], actor: Actor) => Promise<ReadonlyMap<K, V>>

interface Embedded {
  shape: Shape<never>
  mask: Mask
  document: Record<string, unknown>
}

/** What a member may use besides the thing itself. */
export interface Showing {
  forge: Forge
  site: Site
  actor: Actor
  /** Gathers the keys asked for in one turn and reads them together. */
  load<K extends string, V>(batch: Batch<K, V>, key: K): Promise<V | undefined>
  /** What was embedded last of each thing. */
  embedded: Map<unknown, Embedded>
  /** Waits for members that answered with a promise. */
  pending: Promise<unknown>[]
}

/** Opens a showing for one request; `db` is the reader or transaction that its handler had. */
export function showing(db: Db, { forge, actor, site }: Pick<Showing, 'forge' | 'actor' | 'site'>): Showing {
  const waiting = new Map<Batch<never, unknown>, { keys: Set<string>; answer: Promise<ReadonlyMap<string, unknown>> }>()
  return {
    forge,
    site,
    actor,
    embedded: new Map(),
    pending: [],
    async load(batch, key) {
      const of = batch as unknown as Batch<never, unknown>
      let gathering = waiting.get(of)
      if (!gathering) {
        const keys = new Set<string>()
        const answer = Promise.resolve().then(() => {
          waiting.delete(of)
          return batch(db, [...keys] as never[], actor)
        })
        gathering = { keys, answer: answer as Promise<ReadonlyMap<string, unknown>> }
        waiting.set(of, gathering)
      }
      gathering.keys.add(key)
      return (await gathering.answer).get(key) as never
    },
  }
}

/**
 * Asks the mask before reading a member, so that what is not shown costs nothing. It stays there as undefined, which
 * is not written: a copy of the blank keeps its shape, where names added one by one would make a slow dictionary.
 */
export function present<T>(shape: Shape<T>, thing: T, to: Showing, mask: Mask): Record<string, unknown> {
  if (shape.of) return present(shape.of(thing), thing, to, mask)
  const shown: Record<string, unknown> = { ...shape.blank }
  if (shape.type !== undefined && mask.wants('type', 'condensed')) shown.type = shape.type
  for (const [name, member] of shape.entries) {
    if (!mask.wants(name, member.level)) continue
    const value = member.show(thing, to, mask.under(name, inside(member.inside, mask)))
    if (value instanceof Promise) to.pending.push(value.then(late => (shown[name] = late)))
    else shown[name] = value
  }
  return shown
}

/** A list embeds one repository or person many times: shown in one way it is one document. */
export function presentEmbedded<T>(shape: Shape<T>, thing: T, to: Showing, mask: Mask): Record<string, unknown> {
  const known = to.embedded.get(thing)
  if (known && known.shape === shape && known.mask === mask) return known.document
  const document = present(shape, thing, to, mask)
  to.embedded.set(thing, { shape: shape as Shape<never>, mask, document })
  return document
}

const inside = (level: Level | 'same' | undefined, mask: Mask): Level | undefined =>
  level === 'same' ? (mask.usual ?? 'full') : level

/** Presents and waits until every late member, and those that these bring, have arrived. */
export async function settle(to: Showing): Promise<void> {
  while (to.pending.length > 0) await Promise.all(to.pending.splice(0))
}

export type { Level, Mask }
