import { invalid } from '@pail/failures'
import type { Key, Subkey } from 'openpgp'
import type { GpgKeyText, GpgPart, GpgPartOf } from './gpg-key.ts'

/** Large, and most processes never meet a key. */
const load = () => import('openpgp')

const refusal = (reason: string) => invalid('key', reason)

/** Reads one armoured public key; nothing of the text ever stands in a refusal. */
export async function readGpgKey(text: string): Promise<GpgKeyText> {
  if (text.includes('PRIVATE KEY BLOCK-----'))
    throw refusal('this is a private key. Revoke it, as it has been shown to others, and send the public half only.')
  const key = await onlyKey(text)
  if (await key.isRevoked()) throw refusal('this key has been revoked')
  const { user } = await key.getPrimaryUser(null as never).catch(() => {
    throw refusal('this key says nothing valid of its holder')
  })
  await key.verifyPrimaryKey(null as never).catch(() => {
    throw refusal('this key is not secure, or not whole')
  })
  return {
    ...(await factsOf(key)),
    key: key.armor(),
    holder: user.userID?.name || user.userID?.userID || '',
    comment: user.userID?.comment ?? '',
    subkeys: await subkeysOf(key),
  }
}

async function onlyKey(text: string): Promise<Key> {
  const { readKeys } = await load()
  const keys = await readKeys({ armoredKeys: text.trim() }).catch(() => [])
  const [key] = keys
  if (!key || key.isPrivate()) throw refusal('this is not a public key')
  if (keys.length > 1) throw refusal('one key at a time')
  return key
}

/** Only those that the key has bound to itself: anybody could put the subkeys of others beside their own key. */
async function subkeysOf(key: Key): Promise<GpgPartOf[]> {
  const parts = key.subkeys.map(async subkey => {
    const isBound = await succeeds(subkey.verify(null as never))
    const signs = await succeeds(key.getSigningKey(subkey.getKeyID(), null as never))
    return isBound ? [{ ...(await factsOf(subkey)), signs }] : []
  })
  return (await Promise.all(parts)).flat()
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

async function factsOf(key: Key | Subkey): Promise<GpgPart> {
  const expiry = await key.getExpirationTime()
  return {
    fingerprint: key.getFingerprint().toLowerCase(),
    keyId: key.getKeyID().toHex().toLowerCase(),
    createdOn: key.getCreationTime().toISOString(),
    expiresOn: expiry instanceof Date ? expiry.toISOString() : null,
  }
}

/** A detached signature, with the ids under which its signers are known. */
export interface GpgSignature {
  issuers: readonly string[]
  /** Whether it names that key as its signer, which anybody can write. */
  isFrom(fingerprint: string): boolean
  /** Whether this key, or a subkey of it, has signed the bytes while it was valid. */
  isBy(armouredKey: string, payload: Buffer): Promise<boolean>
}

const MOST_CHARACTERS = 65_536
const MOST_SIGNERS = 4
/** Over bytes, or over text with its lines ended in one way; other kinds do not cover what they stand beside. */
const DOCUMENT_KINDS = new Set([0, 1])

/** Nothing for what is no signature of a document. */
export async function readSignature(armoured: string): Promise<GpgSignature | undefined> {
  const openpgp = await load()
  const read = () => openpgp.readSignature({ armoredSignature: armoured })
  const packets =
    armoured.length > MOST_CHARACTERS
      ? []
      : await read().then(
          ({ packets }) => [...packets],
          () => [],
        )
  const isWell = packets.every(packet => DOCUMENT_KINDS.has(packet.signatureType ?? -1))
  if (packets.length === 0 || packets.length > MOST_SIGNERS || !isWell) return undefined
  const issuers = packets.map(packet => packet.issuerKeyID.toHex().toLowerCase())
  return {
    issuers,
    isFrom: fingerprint => issuers.some(issuer => fingerprint.endsWith(issuer)),
    async isBy(armouredKey, payload) {
      const verificationKeys = await openpgp.readKey({ armoredKey: armouredKey })
      const message = await openpgp.createMessage({ binary: payload })
      const { signatures } = await openpgp.verify({ message, signature: await read(), verificationKeys })
      return Promise.any(signatures.map(({ verified }) => verified)).catch(() => false)
    },
  }
}
