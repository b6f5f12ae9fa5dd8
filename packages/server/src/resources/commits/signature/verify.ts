import { Failure } from '@pail/failures'
import { fingerprintOf, parseSignature, type SshSignature } from '@pail/ssh-keys'
import type { Showing } from '../../../kernel/present.ts'
import { readSignature } from '../../users/gpg-keys/openpgp.ts'
import * as gpgKeys from '../../users/gpg-keys/store.ts'
import { hasExpired } from '../../users/ssh-keys/ssh-key.ts'
import * as sshKeys from '../../users/ssh-keys/store.ts'
import { byUuids } from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import { signingKeys } from '../../workspaces/settings/signing-keys.ts'
import { type Commit, madeOn } from '../commit.ts'
import { byEmails } from '../people.ts'
import { formOf, type Verdict, verdict } from './verdict.ts'

type Load = Showing['load']
type To = Pick<Showing, 'load' | 'forge'>

/**
 * Who signed a commit, and whether that is so: the server itself, for all whose merges it makes; or a key of an account
 * to which the committer's address belongs, for else anybody could sign in the name of another.
 */
export async function verdictOf(commit: Commit, to: To): Promise<Verdict> {
  const { signature = '', payload = '', committer } = commit.object
  if (signature === '') return verdict('unsigned')
  const form = formOf(signature)
  if (!form) return verdict('unknown_signature_type')
  const bytes = Buffer.from(payload, 'latin1')
  const found = await (form === 'ssh' ? verifySsh : verifyPgp)({ commit, signature, payload: bytes, to })
  if (!found.verified || !found.signer) return found
  const account = committer.email === '' ? undefined : await to.load(byEmails, committer.email.toLowerCase())
  return account?.uuid === found.signer.uuid ? found : verdict('unverified_email', found.signer)
}

interface Claim {
  commit: Commit
  signature: string
  payload: Buffer
  to: To
}

async function verifySsh({ commit, signature, payload, to }: Claim): Promise<Verdict> {
  const claimed = readSsh(signature)
  if (claimed?.namespace !== 'git') return verdict('malformed_signature')
  // Asked first, so that nobody learns whose a key is by signing badly in its name.
  if (!claimed.covers(payload)) return verdict('invalid')
  const holder = await to.load(sshKeys.byFingerprints, fingerprintOf(claimed.key.blob))
  if (!holder) return verdict('unknown_key')
  return verdict(hasExpired(holder.key, madeOn(commit)) ? 'expired_key' : 'valid', holder.user)
}

function readSsh(signature: string): SshSignature | undefined {
  try {
    return parseSignature(signature)
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

async function verifyPgp({ commit, signature, payload, to: { load, forge } }: Claim): Promise<Verdict> {
  const claimed = await readSignature(signature)
  if (!claimed) return verdict('malformed_signature')
  for (const key of await signingKeys(forge)) {
    if (claimed.isFrom(key.fingerprint) && (await claimed.isBy(key.publicKey, payload))) return verdict('valid')
  }
  const keys = (await Promise.all(claimed.issuers.map(issuer => load(gpgKeys.byKeyIds, issuer)))).flatMap(
    all => all ?? [],
  )
  if (keys.length === 0) return verdict('unknown_key')
  for (const key of keys) {
    if (await claimed.isBy(key.key, payload)) return verdict('valid', await ownerOf(key, load))
  }
  const [key] = keys
  const isLate = key!.expiresOn !== null && key!.expiresOn <= madeOn(commit)
  return verdict(isLate ? 'expired_key' : 'invalid')
}

const ownerOf = async ({ userUuid }: { userUuid: string }, load: Load): Promise<User | null> =>
  (await load(byUuids, userUuid)) ?? null
