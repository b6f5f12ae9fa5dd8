import type { Actor } from '../actor.ts'

/** Whose calls are counted together. */
export function identityOf(actor: Actor, address: string): string {
  if (!actor) return `address:${network(address)}`
  const { kind, uuid, consumer } = actor.credential
  if (kind.endsWith('_access_token')) return `token:${uuid}`
  return consumer === undefined ? `user:${actor.uuid}` : `consumer:${consumer}`
}

/** Of IPv6 the first half: the rest is the caller's to choose. */
function network(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const [start, end] = [head, tail ?? ''].map(part => (part === '' ? [] : part.split(':')))
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - start!.length - end!.length)
  return [...start!, ...Array<string>(zeros).fill('0'), ...end!].slice(0, 4).join(':')
}
