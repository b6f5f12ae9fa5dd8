import { Invalid } from '@pail/failures'
import type { Key, Subkey } from 'openpgp'
import type { GpgKeyText, GpgPart } from './gpg-key.ts'

/** Large, and most processes never meet a key. */
const load = () => import('openpgp')

const refusal = (reason: string) => new Invalid(`key: ${reason}`, { fields: { key: [reason] } })

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
    subkeys: await Promise.all(key.subkeys.map(factsOf)),
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

async function factsOf(key: Key | Subkey): Promise<GpgPart> {
  const expiry = await key.getExpirationTime()
  return {
    fingerprint: key.getFingerprint().toLowerCase(),
    keyId: key.getKeyID().toHex().toLowerCase(),
    createdOn: key.getCreationTime().toISOString(),
    expiresOn: expiry instanceof Date ? expiry.toISOString() : null,
  }
}

/** Under which ids signers of a detached signature are known; none when it cannot be read. */
export async function issuersOf(armoured: string): Promise<string[]> {
  const { readSignature } = await load()
  try {
    const { packets } = await readSignature({ armoredSignature: armoured })
    return packets.map(packet => packet.issuerKeyID.toHex().toLowerCase())
  } catch {
    return []
  }
}

/** Whether a key, or a subkey of it, made a detached signature while it was valid. */
export async function hasSigned(armouredKey: string, payload: Buffer, armoured: string): Promise<boolean> {
  const { createMessage, readKey, readSignature, verify } = await load()
  try {
    const { signatures } = await verify({
      message: await createMessage({ binary: payload }),
      signature: await readSignature({ armoredSignature: armoured }),
      verificationKeys: await readKey({ armoredKey: armouredKey }),
    })
    await Promise.any(signatures.map(({ verified }) => verified))
    return true
  } catch {
    return false
  }
}
