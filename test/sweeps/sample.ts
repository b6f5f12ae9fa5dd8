import type { TSchema } from 'typebox'

interface Schema {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
}

/** The least value that a schema takes, so that a body is not what a call is refused for. */
export const sampleOf = (schema: TSchema): unknown => sample(schema as Schema)

function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0]!)
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}))
  if (schema.type === 'string') return 'x'.repeat(schema.minLength ?? 1)
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return false
  if (schema.type === 'null') return null
  const { properties = {}, required = [] } = schema
  return Object.fromEntries(required.map(name => [name, sample(properties[name] ?? {})]))
}
