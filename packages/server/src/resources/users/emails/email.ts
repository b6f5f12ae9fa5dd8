import { Conflict, invalid } from '@pail/failures'

/** An address of an account. One that is not confirmed does nothing: it is only said to be theirs. */
export interface Email {
  email: string
  isPrimary: boolean
  isConfirmed: boolean
}

/** Says that an address is somebody's, until a code that only its owner can have read confirms it. */
export interface Claim {
  uuid: string
  email: string
}

/** What confirms an address; whoever brings the address its mail, or an administrator, hands it out. */
export interface ConfirmationCode {
  code: string
  expiresOn: string
}

/** How long a code confirms. */
export const CODE_SECONDS = 86_400

const MOST_CLAIMS = 10

/** Each may bring somebody mail, so there are only so many at a time. */
export function refuseTooMany(claims: number): void {
  if (claims >= MOST_CLAIMS)
    throw new Conflict(`At most ${MOST_CLAIMS} addresses wait to be confirmed; confirm or remove one first.`)
}

export const wrongCode = () => invalid('code', 'this is not the code, or its time is over')
