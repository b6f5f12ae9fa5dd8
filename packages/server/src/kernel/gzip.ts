import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { textOf } from './remember.ts'

/** What is shorter takes no fewer packets for being smaller. */
const MIN_LENGTH = 1024
/** As small as it gets without keeping anybody waiting. */
const LEVEL = 1
const zip = promisify(gzip)
const zipped = new WeakMap<object, Promise<Buffer>>()

/** Whether a request asks for gzip, and does not refuse it in the same breath. */
export function takesGzip(request: Request): boolean {
  const asked = request.headers.get('accept-encoding')
  if (asked === null || asked === '' || asked === 'identity') return false
  const weights = new Map(asked.toLowerCase().split(',').map(codingOf))
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

function codingOf(one: string): [name: string, weight: number] {
  const [name = '', ...rest] = one.split(';')
  const weight = rest.find(parameter => parameter.trim().startsWith('q='))
  return [name.trim(), weight === undefined ? 1 : Number(weight.trim().slice(2))]
}

/**
 * Whether a document is sent smaller than it is. Only what was read is: answers that hold a new secret come from methods
 * that write, so nobody can weigh one against words of their own.
 */
export const isWorthZipping = (document: object, request: Request): boolean =>
  textOf(document).length >= MIN_LENGTH && takesGzip(request)

/** The JSON of a document, made smaller beside whatever else is done. */
export function gzipOf(document: object): Promise<Buffer> {
  const known = zipped.get(document) ?? zip(textOf(document), { level: LEVEL })
  zipped.set(document, known)
  return known
}
