import type { Level, Mask } from '@pail/partial-fields'
import { type TSchema, Type } from 'typebox'
import type { Showing } from './present.ts'
import { present, presentEmbedded } from './present.ts'

/** One member of a representation: its JSON type, where it is shown, and how it is read. */
export interface Member<T> {
  level: Level
  schema(): TSchema
  /** The views that its value is shown with. */
  shapes?(): readonly Shape<never>[]
  /** How much is shown of what stands here: condensed when absent, `same` as much as of the thing itself. */
  inside?: Level | 'same'
  show(thing: T, showing: Showing, mask: Mask): unknown
}

/** How a thing is shown: a table of members. `of` picks the table where one name covers several. */
export interface Shape<T> {
  /** Component name in the published document. */
  name: string
  /** The value of `type`; none where the published object has none. */
  type: string | undefined
  members: Readonly<Record<string, Member<T>>>
  entries: readonly (readonly [string, Member<T>])[]
  /** All of its names without values, in order, for `present` to copy. */
  blank: Readonly<Record<string, undefined>>
  of?: (thing: T) => Shape<T>
  kinds?: () => readonly Shape<never>[]
}
export interface ListOf<T> extends Shape<T> {
  paged: true
}
/** All of them at once in an array, as API 1.0 answered. */
export interface ArrayOf<T> extends Shape<T> {
  paged: false
  bare: true
}
export interface View<T> extends Shape<T> {
  paged: false
  list: ListOf<T>
  array: ArrayOf<T>
}

type Members<T> = Record<string, Member<T>>

/** Declares a representation; `name` is its component and, unless told otherwise, its `type`. */
export function view<T>(name: string, members: Members<T>, type: string | undefined = name): View<T> {
  return withLists(shapeOf(name, type, members))
}

function shapeOf<T>(name: string, type: string | undefined, members: Members<T>): Shape<T> {
  const names = [...(type === undefined ? [] : ['type']), ...Object.keys(members)]
  const blank = Object.fromEntries(names.map(one => [one, undefined]))
  return { name, type, members, entries: Object.entries(members), blank }
}

const withLists = <T>(shape: Shape<T>): View<T> => ({
  ...shape,
  paged: false,
  list: { ...shape, paged: true },
  array: { ...shape, paged: false, bare: true },
})

/** The same without a `type` member, for the published objects that have none. */
export const untyped = <T>(name: string, members: Members<T>): View<T> => withLists(shapeOf(name, undefined, members))

/** One name for things of several kinds, each with a view of its own. */
export function union<T>(name: string, kinds: () => readonly View<never>[], of: (thing: T) => Shape<T>): View<T> {
  return withLists({ ...shapeOf<T>(name, name, {}), of, kinds })
}

type Read<T, V> = (thing: T, showing: Showing) => V | Promise<V>
type Maybe<V> = V | null | undefined

const scalar =
  <V>(schema: TSchema, level: Level) =>
  <T>(show: Read<T, Maybe<V>>): Member<T> => ({ schema: () => schema, level, show })

const leveled = (level: Level) => ({
  text: scalar<string>(Type.String(), level),
  flag: scalar<boolean>(Type.Boolean(), level),
  count: scalar<number>(Type.Integer(), level),
  /** Microseconds and an offset, as the core of the real service writes times. */
  time: <T>(read: Read<T, Maybe<string>>): Member<T> => ({
    schema: () => Type.String({ format: 'date-time' }),
    level,
    show: (thing, showing) => mapped(read(thing, showing), coreTime),
  }),
  /** With `Z`, as its pipelines and hooks services write them. */
  zuluTime: <T>(read: Read<T, Maybe<string>>): Member<T> => ({
    schema: () => Type.String({ format: 'date-time' }),
    level,
    show: (thing, showing) => read(thing, showing),
  }),
  /** Kept bare, shown in braces. */
  uuid: <T>(read: Read<T, Maybe<string>>): Member<T> => ({
    schema: () => Type.String(),
    level,
    show: (thing, showing) => mapped(read(thing, showing), uuid => `{${uuid}}`),
  }),
  choice: <T>(values: readonly string[], read: Read<T, Maybe<string>>): Member<T> => ({
    schema: () => Type.String({ enum: [...values] }),
    level,
    show: read,
  }),
  embed: <T, U>(of: () => Shape<U>, read: Read<T, Maybe<U>>, inside: Level = 'condensed'): Member<T> => ({
    schema: () => Type.Ref(of().name),
    shapes: () => [of() as Shape<never>],
    level,
    inside,
    show: (thing, showing, mask) => mapped(read(thing, showing), inner => presentEmbedded(of(), inner, showing, mask)),
  }),
  embedAll: <T, U>(of: () => Shape<U>, read: Read<T, Maybe<readonly U[]>>): Member<T> => ({
    schema: () => Type.Array(Type.Ref(of().name)),
    shapes: () => [of() as Shape<never>],
    level,
    show: (thing, showing, mask) =>
      mapped(read(thing, showing), all => all.map(inner => present(of(), inner, showing, mask))),
  }),
  /** Members that belong together but have no view of their own. */
  group: <T>(members: Members<T>): Member<T> => {
    const shape = untyped<T>('', members)
    return {
      schema: () => schemaOf(shape),
      shapes: () => shape.entries.flatMap(([, member]) => member.shapes?.() ?? []),
      level,
      show: (thing, showing, mask) => present(shape, thing, showing, mask),
    }
  },
  /** Relation to address, or to several; the further ones are left out where the thing is embedded. */
  links: <T>(relations: Relations<T>, further: Relations<T> = {}): Member<T> => {
    const shape = untyped<T>('', { ...linkMembers(relations, 'condensed'), ...linkMembers(further, 'listed') })
    return {
      schema: () => schemaOf(shape),
      level,
      inside: 'same',
      show: (thing, showing, mask) => present(shape, thing, showing, mask),
    }
  },
  /** A value with a schema of its own. */
  value: <T>(schema: TSchema, read: Read<T, unknown>): Member<T> => ({ schema: () => schema, level, show: read }),
})

const link = Type.Object({ href: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })

type Relations<T> = Readonly<Record<string, (thing: T, showing: Showing) => Maybe<string | readonly object[]>>>

const linkMembers = <T>(relations: Relations<T>, level: Level): Members<T> =>
  Object.fromEntries(
    Object.entries(relations).map(([relation, href]): [string, Member<T>] => [
      relation,
      {
        level,
        schema: () => (relation === 'clone' ? Type.Array(link) : link),
        show: (thing, showing) => mapped(href(thing, showing), at => (typeof at === 'string' ? { href: at } : at)),
      },
    ]),
  )

function mapped<V, R>(value: Maybe<V> | Promise<Maybe<V>>, change: (value: V) => R): unknown {
  if (value === null || value === undefined) return value
  return value instanceof Promise ? value.then(later => mapped(later, change)) : change(value)
}

/** `2026-11-21T02:24:38.123Z` becomes `2026-11-21T02:24:38.123000+00:00`; a whole second has no fraction. */
export function coreTime(row: string): string {
  const fraction = row.slice(20, 23)
  return fraction === '000' ? `${row.slice(0, 19)}+00:00` : `${row.slice(0, 23)}000+00:00`
}

/** The JSON Schema of one representation, every member optional, as `fields=` may leave any of them out. */
export function schemaOf(shape: Shape<never>): TSchema {
  const kinds = shape.kinds?.()
  if (kinds) return Type.Union(kinds.map(kind => Type.Ref(kind.name)))
  const members = shape.entries.map(([name, member]) => [name, Type.Optional(nullable(member.schema()))] as const)
  const type = shape.type === undefined ? [] : [['type', Type.Optional(Type.String())] as const]
  return Type.Object(Object.fromEntries([...type, ...members]))
}

/** OpenAPI 3.0 lets nothing stand beside a reference, so one that may be null is wrapped. */
const nullable = (schema: TSchema): TSchema =>
  Type.Unsafe('$ref' in schema ? { allOf: [schema], nullable: true } : { ...schema, nullable: true })

export const { text, flag, count, time, zuluTime, uuid, choice, embed, embedAll, group, links, value } =
  leveled('condensed')
export const listed = leveled('listed')
export const full = leveled('full')
export const onRequest = leveled('on request')
