import type { User } from '../../users/user.ts'

/** What became of a signature; `valid` is the only good one. */
export const REASONS = [
  'valid',
  'unsigned',
  'unknown_signature_type',
  'malformed_signature',
  'unknown_key',
  'expired_key',
  'invalid',
  'unverified_email',
] as const

/** What is said of a commit's signature. */
export interface Verdict {
  verified: boolean
  reason: (typeof REASONS)[number]
  /** Whose key it is, where that is known. */
  signer: User | null
}

export const verdict = (reason: Verdict['reason'], signer: User | null = null): Verdict => ({
  verified: reason === 'valid',
  reason,
  signer,
})

/** The form that a signature has. */
export function formOf(signature: string): 'pgp' | 'ssh' | undefined {
  if (signature.startsWith('-----BEGIN PGP SIGNATURE-----')) return 'pgp'
  return signature.startsWith('-----BEGIN SSH SIGNATURE-----') ? 'ssh' : undefined
}
