import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fingerprintOf } from '@pail/ssh-keys'
import ssh2, { type ParsedKey } from 'ssh2'
import { HOST_KEY_FILES } from './host-key-files.ts'

/** One identity of the server; in the form of OpenSSH, so that a system's sshd can take it over. */
export interface HostKey {
  type: string
  fingerprint: string
  private: string
}

type Make = (type: string, options: { bits?: number; comment?: string }) => Promise<{ private: string; public: string }>
const generate = promisify(ssh2.utils.generateKeyPair as never) as Make

const COMMENT = 'pail'
const MAKE: Readonly<Record<(typeof HOST_KEY_FILES)[number], () => ReturnType<Make>>> = {
  ssh_host_ed25519_key: () => generate('ed25519', { comment: COMMENT }),
  ssh_host_ecdsa_key: () => generate('ecdsa', { bits: 256, comment: COMMENT }),
  ssh_host_rsa_key: () => generate('rsa', { bits: 3072, comment: COMMENT }),
}

/** Reads the keys of the folder, and makes those that are missing; they are for their owner's eyes only. */
export async function openHostKeys(folder: string): Promise<HostKey[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const file of HOST_KEY_FILES) {
    const path = join(folder, file)
    if (!existsSync(path)) write(path, await sound(MAKE[file]), 0o600)
    if (!existsSync(`${path}.pub`)) write(`${path}.pub`, publicLine(readFileSync(path, 'utf8')), 0o644)
  }
  return readHostKeys(folder)
}

const MOST_TRIES = 100

/** One Ed25519 key in some hundreds that the library makes cannot be read again, not even by itself; it is made anew. */
async function sound(make: () => ReturnType<Make>): Promise<string> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { private: text } = await make()
    const key = ssh2.utils.parseKey(text)
    if (!(key instanceof Error) && key.verify(PROOF, key.sign(PROOF)) === true) return text
  }
  throw new Error('No host key could be made')
}

const PROOF = Buffer.from('pail')

/** Those that are there. */
export function readHostKeys(folder: string): HostKey[] {
  return HOST_KEY_FILES.map(file => join(folder, file))
    .filter(path => existsSync(path))
    .map(path => {
      const text = readFileSync(path, 'utf8')
      const key = parsed(text)
      return { type: key.type, fingerprint: fingerprintOf(key.getPublicSSH()), private: text }
    })
}

/**
 * As the library takes them. Given an RSA key as such it would also sign with SHA-1; under the names of the newer
 * signatures it does not.
 */
export function forLibrary(keys: readonly HostKey[]): { key: never }[] {
  const as = (key: ParsedKey, type: string) => Object.create(key, { type: { value: type } }) as ParsedKey
  return keys
    .map(({ private: text }) => parsed(text))
    .flatMap(key => (key.type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'].map(type => as(key, type)) : [key]))
    .map(key => ({ key: key as never }))
}

function parsed(text: string): ParsedKey {
  const key = ssh2.utils.parseKey(text)
  if (key instanceof Error) throw key
  return key
}

function publicLine(text: string): string {
  const key = parsed(text)
  return `${key.type} ${key.getPublicSSH().toString('base64')} ${COMMENT}\n`
}

/** Renamed into place: a key that is half there would be taken for one. */
function write(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.new`, text, { mode, flush: true })
  renameSync(`${path}.new`, path)
}
