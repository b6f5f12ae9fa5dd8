import { Invalid } from '@pail/failures'
import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { Value } from 'typebox/value'
import { UnsupportedMedia } from './failure.ts'
import { formFields, multipartFields } from './form.ts'
import { readLimited } from './read-limited.ts'

/** Deeper than any body means to be; walking one without end would overflow the stack. */
const MAX_DEPTH = 100

/** Reads what the request says in whichever of the accepted forms; nothing at all reads as an empty object. */
export async function readBody(request: Request, schema: TSchema): Promise<unknown> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type === 'multipart/form-data') return multipartFields(request, schema)
  const text = (await readText(request)).replace(/^\uFEFF/, '')
  if (text.trim() === '') return {}
  // Clients forget to name what they send, or name JSON a form: a brace, a bracket or a quote begins no form.
  if ((type === '' || type === 'application/x-www-form-urlencoded') && !/^\s*[{["]/.test(text))
    return formFields(new URLSearchParams(text), schema)
  if (
    type !== '' &&
    !/^(application|text)\/([\w.+-]+\+)?json$/.test(type) &&
    type !== 'application/x-www-form-urlencoded'
  )
    throw new UnsupportedMedia('Unsupported media type', {
      detail: `A body of type ${type} is not read here; send application/json.`,
    })
  return parseJson(text)
}

async function readText(request: Request): Promise<string> {
  const bytes = Buffer.concat(await Array.fromAsync(readLimited(request)))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Invalid('Bad request', { detail: 'The body is not UTF-8.' })
  }
}

function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Invalid('Bad request', { detail: `The body is not JSON: ${(error as Error).message}` })
  }
  refuseDepth(value, MAX_DEPTH)
  return value
}

function refuseDepth(value: unknown, left: number): void {
  if (value === null || typeof value !== 'object') return
  if (left === 0) throw new Invalid('Bad request', { detail: `The body is nested more than ${MAX_DEPTH} deep.` })
  for (const inner of Object.values(value)) refuseDepth(inner, left - 1)
}

const compiled = new WeakMap<TSchema, Validator>()

/** Keeps what the schema knows and drops the rest; what breaks it is named member by member. */
export function checked<S extends TSchema>(schema: S, input: unknown): Static<S> {
  let validator = compiled.get(schema)
  if (!validator) compiled.set(schema, (validator = Compile(schema) as unknown as Validator))
  if (!validator.Check(input)) throw refusal(validator.Errors(input))
  const kept = Value.Clean(schema, input)
  refuseUnstorable(kept, '')
  return kept as Static<S>
}

/** Says where and why, in the form that clients print: `{"fields": {"links.avatar": "required key not provided"}}`. */
function refusal(errors: readonly TLocalizedValidationError[]): Invalid {
  const fields: Record<string, string> = {}
  const isNamed = (at: string) => Object.keys(fields).some(name => name === at || name.startsWith(`${at}.`))
  for (const error of errors) {
    const at = error.instancePath.slice(1).replaceAll('/', '.')
    if (error.keyword === 'additionalProperties') continue
    // Null is one of several choices wherever it may stand, and the others say better what is wrong.
    if (error.keyword === 'type' && (error.params as { type: unknown }).type === 'null') continue
    if (error.keyword === 'anyOf' && isNamed(at)) continue
    // Said of each of them: nothing may stand there.
    if (error.keyword === 'boolean') fields[at] ??= 'extra keys not allowed'
    else if (error.keyword === 'required') {
      for (const name of (error.params as { requiredProperties: string[] }).requiredProperties)
        fields[at ? `${at}.${name}` : name] ??= 'required key not provided'
    } else if (error.keyword !== 'const' && error.keyword !== 'anyOf') fields[at || 'body'] ??= error.message
    else fields[at || 'body'] ??= 'not a valid choice'
  }
  return new Invalid('Bad request', { fields })
}

/** Neither database keeps a NUL, and half of a surrogate pair has no UTF-8. */
function refuseUnstorable(value: unknown, at: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      throw new Invalid('Bad request', { fields: { [at || 'body']: 'holds a character that is not text' } })
  } else if (value !== null && typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) refuseUnstorable(inner, at ? `${at}.${name}` : name)
}
