/** What a refusal can carry besides its sentence. The members have the names of the public error object. */
export interface Particulars {
  /** Facts for programs or a longer explanation for people. */
  detail?: string | Record<string, unknown>
  /** Input member to what is wrong with it. */
  fields?: Record<string, string | string[]>
  /** Machine-readable extras, such as a stable `key`. */
  data?: Record<string, unknown>
}

/** What the domain says when it refuses. HTTP gives each kind a status; nothing below HTTP knows one. */
export class Failure extends Error {
  readonly particulars: Particulars
  constructor(message: string, particulars: Particulars = {}) {
    super(message)
    this.particulars = particulars
  }
}

/** The input breaks a rule. */
export class Invalid extends Failure {
  override name = 'Invalid'
}

/** The caller is unknown, or the credential is not accepted. */
export class Unauthenticated extends Failure {
  override name = 'Unauthenticated'
}

/** The caller sees the thing but may not do this to it. */
export class Forbidden extends Failure {
  override name = 'Forbidden'
}

/** The thing is missing, or is one the caller may not know of. */
export class NotFound extends Failure {
  override name = 'NotFound'
}

/** The thing stands in the way of itself: a name already taken, a value moved meanwhile. */
export class Conflict extends Failure {
  override name = 'Conflict'
}

/** The thing was here once and is not served any more. */
export class Gone extends Failure {
  override name = 'Gone'
}

/** The input is larger than what is read. */
export class TooLarge extends Failure {
  override name = 'TooLarge'
}

/** A part of the server does not answer at present; the same request may succeed later. */
export class Unavailable extends Failure {
  override name = 'Unavailable'
}

/** The work takes longer than it is given; with the same input it would again. */
export class TimedOut extends Failure {
  override name = 'TimedOut'
}

/** Refuses one member of the input: its name and the first complaint are the sentence, all complaints stand under the name. */
export const invalid = (field: string, ...complaints: string[]): Invalid =>
  new Invalid(`${field}: ${complaints[0]}`, { fields: { [field]: complaints } })
