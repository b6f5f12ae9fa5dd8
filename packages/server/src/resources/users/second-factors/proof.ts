import type { Db } from '../../../db/tables/index.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { appCode } from './apps.ts'
import { type Asked, keyAnswer } from './keys.ts'
import { isPlace, type NoPlace, type Place } from './place.ts'
import { recoveryCode } from './recovery-codes.ts'
import type { ProofKind } from './second-factor.ts'

/** Something that shows a second time who somebody is. It counts when it has been taken, and that happens once. */
export interface Proof {
  kind: ProofKind
  /** False where somebody else has been faster. */
  take(tx: Db): Promise<boolean>
}

/** What a form gives: a code of the app, a recovery code, or the answer of a key. */
export interface Given {
  code: string
  credential: string
}

/** As the fields of a form hold it. */
export const givenIn = (form: ReadonlyMap<string, string>): Given => ({
  code: form.get('code') ?? '',
  credential: form.get('credential') ?? '',
})

/** Finds out whether what somebody gave shows who they are. */
export async function proofIn(
  forge: Forge,
  asked: Omit<Asked, 'place'> & { place: Place | NoPlace },
  { code, credential }: Given,
): Promise<Proof | undefined> {
  const { place, user } = asked
  const db = forge.database.reader
  if (credential !== '')
    return isPlace(place) ? proof('security_key', await keyAnswer(forge, { ...asked, place }, credential)) : undefined
  return (
    proof('authenticator_app', await appCode({ db, keys: forge.keys }, user, code)) ??
    proof('recovery_code', await recoveryCode(db, user, code))
  )
}

const proof = (kind: ProofKind, take: Proof['take'] | undefined): Proof | undefined => take && { kind, take }
