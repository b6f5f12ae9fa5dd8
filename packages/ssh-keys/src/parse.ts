import { createPublicKey, type KeyObject } from 'node:crypto'
import { blobOf, isTaken } from './material.ts'
import { keyFrom, type NamedKey } from './public-key.ts'
import { refuse } from './refuse.ts'

const MOST_CHARACTERS = 16_384
const MOST_COMMENT = 255
const PRIVATE = /PRIVATE KEY-----|^PuTTY-User-Key-File-/m
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * Reads a public key as OpenSSH, RFC 4716 or PEM (PKCS #1 and PKCS #8) write it. A private key that was pasted by
 * mistake is named as what it is; nothing of the text ever stands in a refusal.
 */
export function parsePublicKey(text: string): NamedKey {
  const trimmed = text.trim()
  if (trimmed === '') throw refuse('may not be blank')
  if (trimmed.length > MOST_CHARACTERS) throw refuse('this is too long for a key')
  if (PRIVATE.test(trimmed))
    throw refuse('this is a private key. Replace it, as it has been shown to others, and send the public half only.')
  if (trimmed.startsWith('---- BEGIN SSH2 PUBLIC KEY ----')) return inRfc4716(trimmed)
  if (/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(trimmed)) return inPem(trimmed)
  return inOneLine(trimmed)
}

function inOneLine(text: string): NamedKey {
  if (/[\r\n]/.test(text)) throw refuse('a key is one line')
  const [, type = '', encoded = '', comment = ''] = /^(\S+)[ \t]+(\S+)(?:[ \t]+([\s\S]*))?$/.exec(text) ?? []
  if (type === 'ssh-dss') throw refuse('DSA keys are no longer secure')
  if (!isTaken(type) && !BASE64.test(encoded)) throw refuse('this is not a public key')
  if (!isTaken(type)) throw refuse('keys of this kind are not supported')
  const key = keyFrom(bytesOf(encoded))
  if (key.type !== type) throw refuse('the key is of another kind than the line says')
  return { ...key, comment: asComment(comment) }
}

function inRfc4716(text: string): NamedKey {
  const [, body = ''] = /^---- BEGIN SSH2 PUBLIC KEY ----([\s\S]*)---- END SSH2 PUBLIC KEY ----$/.exec(text) ?? []
  const lines = body.replaceAll(/\\\r?\n/g, '').split(/\r?\n/)
  const headers = lines.filter(line => line.includes(':'))
  const comment = headers.find(line => /^comment:/i.test(line))?.replace(/^[^:]*:/, '') ?? ''
  const encoded = lines.filter(line => !line.includes(':')).join('')
  return { ...keyFrom(bytesOf(encoded.trim())), comment: asComment(comment.trim().replace(/^"(.*)"$/, '$1')) }
}

function inPem(text: string): NamedKey {
  let key: KeyObject
  try {
    key = createPublicKey(text)
  } catch {
    throw refuse('this is not a public key')
  }
  if (key.asymmetricKeyType === 'dsa') throw refuse('DSA keys are no longer secure')
  if (!['rsa', 'ec', 'ed25519'].includes(key.asymmetricKeyType ?? ''))
    throw refuse('keys of this kind are not supported')
  return { ...keyFrom(blobOf(key.export({ format: 'jwk' }))), comment: '' }
}

function bytesOf(encoded: string): Buffer {
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0)
  if (bytes.length === 0) throw refuse('this is not a public key')
  return bytes
}

/** One line that anything may show. */
const asComment = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .slice(0, MOST_COMMENT)
