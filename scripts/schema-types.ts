/** The parts of JSON Schema that the views and inputs use. */
interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  nullable?: boolean
}

interface Style {
  indent: string
  /** What a named schema is called. */
  ref: (name: string) => string
  /** For what is given to the client, not answered by it: an optional member may then be undefined. */
  given: boolean
}

const SIMPLE: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** A schema as a TypeScript type. */
export function typeText(schema: Schema, style: Style): string {
  const type = plainText(schema, style)
  return schema.nullable && type !== 'unknown' ? `${type} | null` : type
}

function plainText(schema: Schema, style: Style): string {
  if (schema.$ref !== undefined) return style.ref(schema.$ref)
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(one => typeText(one, style)))].join(' | ')
  if (schema.allOf) return schema.allOf.map(one => typeText(one, style)).join(' & ')
  if (schema.items) return arrayText(typeText(schema.items, style))
  if (schema.properties) return objectText(schema, style)
  if (schema.type === 'object') return `Record<string, ${valueText(schema, style)}>`
  return SIMPLE[String(schema.type)] ?? 'unknown'
}

const arrayText = (item: string) => (/^[\w]+$/.test(item) ? `${item}[]` : `Array<${item}>`)

function valueText({ additionalProperties, patternProperties }: Schema, style: Style): string {
  const [value] = Object.values(patternProperties ?? {})
  if (value) return typeText(value, style)
  return typeof additionalProperties === 'object' ? typeText(additionalProperties, style) : 'unknown'
}

function objectText({ properties = {}, required = [] }: Schema, style: Style): string {
  const inner = `${style.indent}  `
  const members = Object.entries(properties).map(
    ([name, schema]) =>
      `${inner}${memberText(name, typeText(schema, { ...style, indent: inner }), { isRequired: required.includes(name), given: style.given })}\n`,
  )
  return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('')}${style.indent}}`
}

/** One member of an object type. Callers can pass on what they were not given themselves. */
export function memberText(
  name: string,
  type: string,
  { isRequired, given }: { isRequired: boolean; given: boolean },
): string {
  const written = /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
  return isRequired ? `${written}: ${type}` : `${written}?: ${type}${given ? ' | undefined' : ''}`
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, '\\$&')}'` : JSON.stringify(value)

/** `pipeline_variable` becomes `PipelineVariable`. */
export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
