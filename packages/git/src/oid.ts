import { Invalid } from '@pail/failures'

/** A full object id: forty lower-case hexadecimal digits. Short or symbolic names never become one. */
export type Oid = string & { readonly oid: unique symbol }

/** What the wire sends in place of an object id where there is none. */
export const ZERO_OID = '0'.repeat(40)

const SHA1 = /^[0-9a-f]{40}$/

export const isOid = (text: string): text is Oid => SHA1.test(text)

export function oid(text: string): Oid {
  if (!isOid(text)) throw new Invalid('An object id is forty lower-case hexadecimal digits')
  return text
}

/** Reads an id as the wire writes it, where all zeros say that there is none. */
export function oidOrNone(text: string): Oid | null {
  return text === ZERO_OID ? null : oid(text)
}
