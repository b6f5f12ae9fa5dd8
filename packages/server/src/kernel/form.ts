import { Invalid, TooLarge } from '@pail/failures'
import type { TSchema } from 'typebox'
import { boundaryOf, malformed, type Part, partsOf, tooLong, wholeOf } from './multipart.ts'
import { parametersIn } from './parameters.ts'
import { readLimited } from './read-limited.ts'

const MAX_FIELDS = 200
/** A list is sent as a field for each item. */
const MAX_ITEMS = 10_000

/** Turns flat fields (`project.key=SITE`) into the object that the schema describes. */
export function formFields(fields: Iterable<[string, string]>, schema: TSchema): unknown {
  const body: Record<string, unknown> = {}
  let [count, items] = [0, 0]
  for (const [name, text] of fields) {
    const isItem = hasList(schema, name)
    if (isItem ? ++items > MAX_ITEMS : ++count > MAX_FIELDS)
      throw new TooLarge('Request body too large', { detail: `At most ${isItem ? MAX_ITEMS : MAX_FIELDS} fields.` })
    if (isItem) (body[name] = (body[name] as string[] | undefined) ?? []).push(text)
    else place(body, name.split('.'), text, schema)
  }
  return body
}

function hasList(schema: TSchema, name: string): boolean {
  const members = membersOf(schema)
  if (!members || !Object.hasOwn(members, name)) return false
  return alternatives(members[name]).some(one => (one as { type?: string }).type === 'array')
}

/** The same for multipart, read as it streams in; files have no place in these bodies. */
export async function multipartFields(request: Request, schema: TSchema): Promise<unknown> {
  const boundary = boundaryOf(request.headers.get('content-type') ?? '')
  const fields: [string, string][] = []
  for await (const part of partsOf(readLimited(request), boundary)) {
    if (fields.length === MAX_ITEMS + MAX_FIELDS) throw tooLong(`At most ${MAX_ITEMS} fields.`)
    fields.push(await fieldOf(part))
  }
  return formFields(fields, schema)
}

async function fieldOf({ headers, content }: Part): Promise<[string, string]> {
  const said = parametersIn(headers.get('content-disposition'))
  const name = said.get('name')
  if (name === undefined) throw malformed('A part has no name.')
  if (said.has('filename') || said.has('filename*'))
    throw new Invalid('Bad request', { fields: { [name]: 'a file is not taken here' } })
  const bytes = await wholeOf(name, content)
  const charset = parametersIn(headers.get('content-type')).get('charset') ?? 'utf-8'
  try {
    return [name, new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)]
  } catch {
    throw malformed(`The field ${name} is no text.`)
  }
}

function place(into: Record<string, unknown>, path: string[], text: string, schema: TSchema): void {
  let at = into
  let shape: TSchema | undefined = schema
  for (const [depth, name] of path.entries()) {
    const members = membersOf(shape)
    if (!members || !Object.hasOwn(members, name)) return
    shape = members[name]
    if (depth === path.length - 1) at[name] = typed(text, shape!)
    else {
      const inner = (at[name] ??= {})
      // A text stands where members belong; the schema refuses it.
      if (typeof inner !== 'object') return
      at = inner as Record<string, unknown>
    }
  }
}

const membersOf = (schema: TSchema | undefined): Record<string, TSchema> | undefined =>
  (alternatives(schema).find(one => 'properties' in one) as { properties?: Record<string, TSchema> } | undefined)
    ?.properties

/** Text becomes the JSON type that the schema asks for; what does not fit stays text and is refused by the schema. */
function typed(text: string, schema: TSchema): unknown {
  const types = alternatives(schema).map(one => (one as { type?: string }).type)
  if (types.includes('string')) return text
  if (types.includes('boolean') && /^(true|false|1|0)$/i.test(text)) return /^(true|1)$/i.test(text)
  if ((types.includes('integer') || types.includes('number')) && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (types.includes('null') && text === '') return null
  return text
}

const alternatives = (schema: TSchema | undefined): TSchema[] =>
  schema === undefined ? [] : 'anyOf' in schema ? (schema.anyOf as TSchema[]) : [schema]
