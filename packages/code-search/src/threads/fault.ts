import { Invalid, type Particulars } from '@pail/failures'

/** An error on its way between threads. */
export interface Fault {
  name: string
  message: string
  particulars?: Particulars
  /** As SQLite numbers it. */
  errcode?: number
}

export function faultOf(error: unknown): Fault {
  const { name, message, errcode } = error as Fault
  const particulars = error instanceof Invalid ? error.particulars : undefined
  return { name, message, ...(particulars && { particulars }), ...(errcode !== undefined && { errcode }) }
}

/** The error that it was: what somebody has asked wrongly stays that, and the rest is what it says. */
export const errorOf = ({ particulars, ...fault }: Fault): Error =>
  Object.assign(particulars ? new Invalid(fault.message, particulars) : new Error(fault.message), fault)
