import type { TSchema } from 'typebox'
import type { Operation } from './operation.ts'
import { type Shape, schemaOf } from './view.ts'

type Json = Record<string, unknown>

/** Gathers the views that a document mentions, and those that these mention. */
export class Schemas {
  readonly shapes = new Map<string, Shape<never>>()

  /** The content of an answer that shows this, alone or by the page. */
  content({ shows: shown, also, sends, paging }: Pick<Operation, 'shows' | 'also' | 'sends' | 'paging'>): Json {
    const bytes = sends && { [sends]: { schema: { type: 'string', format: 'binary' } } }
    if (!shown) return bytes ? { content: bytes } : {}
    for (const shape of [shown, ...also]) this.add(shape)
    const schema = shown.paged
      ? pageOf(shown.name, paging.type)
      : shown.bare
        ? arrayOf(shown.name)
        : reference(shown.name)
    return { content: { 'application/json': { schema }, ...bytes } }
  }

  add(shape: Shape<never>): void {
    if (shape.name === '' || this.shapes.has(shape.name)) return
    this.shapes.set(shape.name, shape)
    for (const kind of shape.kinds?.() ?? []) this.add(kind)
    for (const [, member] of shape.entries) for (const inner of member.shapes?.() ?? []) this.add(inner)
  }
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const arrayOf = (name: string): Json => ({ type: 'array', items: reference(name) })

const pageOf = (name: string, type?: string): Json => ({
  type: 'object',
  properties: {
    ...(type && { type: { type: 'string', enum: [type] } }),
    size: { type: 'integer' },
    page: { type: 'integer' },
    pagelen: { type: 'integer' },
    next: { type: 'string' },
    previous: { type: 'string' },
    values: arrayOf(name),
  },
})

export const bodyOf = (schema: TSchema): Json => ({ content: { 'application/json': { schema: published(schema) } } })

export const errorOf = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: reference('error') } },
})

/** Every view mentioned, by name, with the error object. */
export function components({ shapes }: Schemas): Json {
  const named = [...shapes.values()].map(shape => [shape.name, published(schemaOf(shape))] as const)
  return Object.fromEntries([...named, ['error', error] as const].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const error = {
  type: 'object',
  required: ['type', 'error'],
  properties: {
    type: { type: 'string', enum: ['error'] },
    error: {
      type: 'object',
      required: ['message'],
      properties: {
        message: { type: 'string' },
        detail: {},
        fields: { type: 'object', additionalProperties: true },
        data: { type: 'object', additionalProperties: true },
        id: { type: 'string' },
      },
    },
  },
}

/** JSON Schema as OpenAPI 3.0 has it: no `null` type, no `const`, references by their place in the document. */
export function published(schema: unknown): Json {
  const node = schema as Json & { anyOf?: Json[] }
  if (typeof node.$ref === 'string') return reference(node.$ref)
  if (node.anyOf) return alternatives(node.anyOf)
  const { const: only, ...rest } = node
  const out: Json = only === undefined ? { ...rest } : { ...rest, enum: [only] }
  if (out.items) out.items = published(out.items)
  if (Array.isArray(out.allOf)) out.allOf = out.allOf.map(published)
  if (out.properties)
    out.properties = Object.fromEntries(
      Object.entries(out.properties as Json).map(([name, inner]) => [name, published(inner)]),
    )
  return out
}

function alternatives(all: Json[]): Json {
  const solid = all.filter(one => one.type !== 'null').map(published)
  const nullable = solid.length < all.length && { nullable: true }
  const [first = {}] = solid
  if (solid.length === 1) return { ...first, ...nullable }
  if (solid.every(one => Array.isArray(one.enum) && one.type === first.type))
    return { type: first.type, enum: solid.flatMap(one => one.enum as unknown[]), ...nullable }
  return { anyOf: solid, ...nullable }
}
