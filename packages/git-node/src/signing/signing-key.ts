import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Conflict, NotFound } from '@pail/failures'

/** The public half of a key with which the server signs, or signed. */
export interface SigningKey {
  /** 40 hexadecimal digits. */
  fingerprint: string
  createdOn: string
  /** Armoured. */
  publicKey: string
}

/** Large, and most processes never sign anything. */
const load = () => import('openpgp')

export const PRIVATE_FILE = 'key.asc'
const PUBLIC_FILE = 'public.asc'
const FORMER = 'former'

/** Makes the key, for nobody's eyes but this account's. An older one has to be removed first. */
export async function createSigningKey(folder: string, holder: { name: string; email: string }): Promise<SigningKey> {
  if (existsSync(join(folder, PRIVATE_FILE))) throw new Conflict('There is a signing key already')
  const { generateKey } = await load()
  // The kind that every gpg in use understands.
  const made = await generateKey({ type: 'ecc', curve: 'ed25519Legacy', userIDs: [holder] })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await put(folder, PUBLIC_FILE, made.publicKey)
  await put(folder, PRIVATE_FILE, made.privateKey)
  return describe(made.publicKey)
}

/** From now on nothing is signed. The public half stays, for what was signed before, unless somebody else may sign too. */
export async function removeSigningKey(folder: string, { distrust = false } = {}): Promise<SigningKey> {
  const key = await currentSigningKey(folder)
  if (!key) throw new NotFound('There is no signing key')
  rmSync(join(folder, PRIVATE_FILE), { force: true })
  mkdirSync(join(folder, FORMER), { recursive: true, mode: 0o700 })
  if (distrust) rmSync(join(folder, PUBLIC_FILE))
  else renameSync(join(folder, PUBLIC_FILE), join(folder, FORMER, `${key.fingerprint}.asc`))
  return key
}

/** The key that signs now, if there is one. */
export async function currentSigningKey(folder: string): Promise<SigningKey | undefined> {
  const file = join(folder, PUBLIC_FILE)
  return existsSync(file) ? describe(readFileSync(file, 'utf8')) : undefined
}

/** Those that have signed before it. */
export async function formerSigningKeys(folder: string): Promise<SigningKey[]> {
  const place = join(folder, FORMER)
  const files = existsSync(place) ? readdirSync(place).filter(name => name.endsWith('.asc')) : []
  return Promise.all(files.sort().map(name => describe(readFileSync(join(place, name), 'utf8'))))
}

/** Every file of the folder that belongs to a key, the private one first. */
export function signingFiles(folder: string): string[] {
  const former = existsSync(join(folder, FORMER)) ? readdirSync(join(folder, FORMER)) : []
  return [PRIVATE_FILE, PUBLIC_FILE, ...former.map(name => join(FORMER, name))].filter(
    name => name.endsWith('.asc') && existsSync(join(folder, name)),
  )
}

/** Signs bytes with an armoured private key. */
export async function openSigner(armoured: string): Promise<(payload: Buffer) => Promise<string>> {
  const { createMessage, readPrivateKey, sign } = await load()
  const signingKeys = await readPrivateKey({ armoredKey: armoured })
  return async payload =>
    String(await sign({ message: await createMessage({ binary: payload }), signingKeys, detached: true }))
}

async function describe(armoured: string): Promise<SigningKey> {
  const { readKey } = await load()
  const key = await readKey({ armoredKey: armoured })
  return {
    fingerprint: key.getFingerprint().toLowerCase(),
    createdOn: key.getCreationTime().toISOString(),
    publicKey: armoured,
  }
}

/** Whole on the disk or not there. */
async function put(folder: string, name: string, text: string): Promise<void> {
  const aside = join(folder, `.${randomUUID()}`)
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  renameSync(aside, join(folder, name))
}
