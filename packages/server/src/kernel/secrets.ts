import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Keys by id; the newest seals, all of them open. */
export interface KeyRing {
  seal(plain: string, place: string): string
  unseal(sealed: string, place: string): string
  /** Whether a sealed text was made with an older key than the newest. */
  stale(sealed: string): boolean
}

interface Key {
  id: string
  bytes: Buffer
}

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Opens the key file, making it with a first key where there is none. It is kept outside the database,
 * readable by its owner only: whoever gets the database alone can open nothing that is sealed.
 */
export function openKeyRing(file: string): KeyRing {
  if (!existsSync(file)) addKey(file)
  return keyRing(readKeys(file))
}

/** Puts a new key in front; values sealed with older ones open as before until they are sealed again. */
export function addKey(file: string): void {
  const keys = existsSync(file) ? readKeys(file) : []
  const added = [{ id: randomBytes(4).toString('hex'), bytes: randomBytes(32) }, ...keys]
  const text = JSON.stringify({ keys: added.map(({ id, bytes }) => ({ id, key: bytes.toString('base64') })) })
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

function readKeys(file: string): Key[] {
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: { id: string; key: string }[] }
  return keys.map(({ id, key }) => ({ id, bytes: Buffer.from(key, 'base64') }))
}

/**
 * AES-256-GCM. `place` names where the text is kept (table, column, row) and is bound into the seal,
 * so that a sealed value moved to another row does not open there.
 */
export function keyRing(keys: readonly Key[]): KeyRing {
  const newest = keys[0]
  if (!newest) throw new Error('The key file holds no key')
  return {
    seal(plain, place) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', newest.bytes, iv).setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${newest.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`
    },
    unseal(sealed, place) {
      const [id, text = ''] = sealed.split('.')
      const key = keys.find(one => one.id === id)
      if (!key) throw new Error(`A sealed value needs key ${id}, which the key file does not hold`)
      const bytes = Buffer.from(text, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, IV_BYTES)).setAAD(
        Buffer.from(place),
      )
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
    stale: sealed => !sealed.startsWith(`${newest.id}.`),
  }
}
