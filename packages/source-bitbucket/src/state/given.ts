import { misconfigured } from '../protocol/failure.ts'
import { isObject } from './state.ts'

/**
 * What a host hands over, stream by stream: a list of STATE messages, a GLOBAL one, or the older object of stream names.
 * Hosts write nothing, `{}` or `[]` where there is none, and null where a member has no value.
 */
export function statesIn(given: unknown): ReadonlyMap<string, unknown> {
  const states = new Map<string, unknown>()
  if (given === undefined || given === null) return states
  const list = Array.isArray(given) ? given : [given]
  for (const one of list) {
    if (!isObject(one)) throw broken('holds something that is no object')
    for (const [name, state] of statesOf(one)) states.set(name, state)
  }
  return states
}

/** The name of a state that is for every stream, whose member says which cursor it is of. */
export const EVERY_STREAM = '*'

function statesOf(one: Record<string, unknown>): [string, unknown][] {
  // A message as it was written, with its envelope.
  if (one.type === 'STATE' && isObject(one.state)) return statesOf(one.state)
  const global = one.global ?? one.global_
  if (isObject(one.stream)) return [ofStream(one.stream)]
  if (isObject(global)) {
    if (!Array.isArray(global.stream_states)) throw broken('is global and has no stream_states')
    return global.stream_states.map(ofStream)
  }
  const data = one.type === 'LEGACY' || isObject(one.data) ? one.data : one
  if (!isObject(data)) throw broken('has neither stream nor global')
  if (typeof data.type === 'string') throw broken(`has the type ${data.type} and nothing that belongs to it`)
  const entries = Object.entries(data).filter(([, state]) => state !== null)
  if (entries.some(([, state]) => typeof state === 'string')) return [[EVERY_STREAM, data]]
  return entries
}

function ofStream(given: unknown): [string, unknown] {
  const { stream_descriptor: descriptor, stream_state: state } = isObject(given) ? given : {}
  if (!isObject(descriptor) || typeof descriptor.name !== 'string') throw broken('names no stream')
  return [descriptor.name, state]
}

const broken = (what: string) => misconfigured(`The state ${what}. Reset the connection to read everything again.`)
