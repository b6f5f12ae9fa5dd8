import { Forbidden } from '@pail/failures'
import type { KeyRing } from './secrets.ts'

/** What a part of an address says: nobody else can make one, nobody can read it, and after a while it is worth nothing. */
export interface SealedPart<T> {
  /** Seals what the address is to say; good for so many seconds. What has begun by then goes on. */
  seal(keys: KeyRing, said: T, seconds: number): string
  /** What it says, if it was made here, for this purpose, and is still good. */
  open(keys: KeyRing, sealed: string): T
}

/** The place is bound into the seal, so that nothing else that is sealed is taken for such a part. */
export const sealedPart = <T extends object>(place: string): SealedPart<T> => ({
  seal(keys, said, seconds) {
    const sealed = keys.seal(JSON.stringify({ said, until: Date.now() + seconds * 1000 }), place)
    return sealed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  },
  open(keys, sealed) {
    const { said, until } = opened<T>(keys, sealed, place)
    if (until < Date.now()) throw refusal('The address was good for a while and is not any more.')
    return said
  },
})

function opened<T>(keys: KeyRing, sealed: string, place: string): { said: T; until: number } {
  try {
    return JSON.parse(keys.unseal(sealed.replaceAll('-', '+').replaceAll('_', '/'), place))
  } catch {
    throw refusal('The address was not made here.')
  }
}

const refusal = (detail: string) =>
  new Forbidden('This address leads nowhere', { detail: `${detail} Ask the repository for another.` })
