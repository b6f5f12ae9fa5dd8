import type { TObject, TSchema } from 'typebox'
import type { Actor } from './actor.ts'
import { checked, readBody } from './body.ts'

/** What an address asks for after its question mark, as far as the schema knows it. */
export function readQuery(params: URLSearchParams, query: TObject): unknown {
  const schemas = Object.entries(query.properties as Record<string, { type?: string }>)
  const given = schemas.flatMap(([name, { type }]) => {
    const all = params.getAll(name)
    if (all.length === 0) return []
    return [[name, type === 'array' ? all : typed(all[0]!, type)] as const]
  })
  return checked(query, Object.fromEntries(given))
}

/** What is no number stays text, which its schema refuses. */
function typed(text: string, type: string | undefined): unknown {
  // Clients in Python write `True`.
  if (type === 'boolean') return /^(true|1)$/i.test(text)
  return type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

interface Asking {
  request: Request
  /** Asks again who is calling; refuses when the credential is not good any more. */
  confirm(): Promise<Actor>
}

/** Longer than this a body takes only when its sender lets it, and much can have changed meanwhile. */
const LONG_MS = 100

/** The body; who sent it is asked again when it was long in coming. */
export async function readSlowly({ request, confirm }: Asking, schema: TSchema): Promise<unknown> {
  const began = Date.now()
  const body = await readBody(request, schema)
  if (Date.now() - began > LONG_MS) await confirm()
  return checked(schema, body)
}
