import { Failure } from '@pail/failures'
import type { Standing } from './rate/spend.ts'
import { maximal, type Needs, required } from './scopes.ts'

/** The thing has another address now; the values replace path parameters of the same name. */
export class Moved extends Failure {
  override name = 'Moved'
  readonly to: Readonly<Record<string, string>>
  constructor(to: Readonly<Record<string, string>>) {
    super('Moved permanently')
    this.to = to
  }
}

/** The credential is good, but was not given what the operation needs. */
export class LacksScope extends Failure {
  override name = 'LacksScope'
  constructor(scopes: readonly string[], granted: ReadonlySet<string>, needs: Needs) {
    super('Your credentials lack one or more required privilege scopes.', {
      detail: { required: [...required(granted, needs)], granted: maximal(scopes) },
    })
  }
}

/** The operation is there, the method is not. */
export class WrongMethod extends Failure {
  override name = 'WrongMethod'
  readonly allowed: readonly string[]
  constructor(allowed: readonly string[]) {
    super('Method not allowed', { detail: `This address takes ${allowed.join(', ')}.` })
    this.allowed = allowed
  }
}

/** The body is in a form that the operation does not read. */
export class UnsupportedMedia extends Failure {
  override name = 'UnsupportedMedia'
}

/** The operation takes nothing in the form of this body, and says so with another status than most. */
export class NotAcceptable extends Failure {
  override name = 'NotAcceptable'
}

/** Nothing of what was asked for is within the content, which has this many bytes. */
export class OutOfRange extends Failure {
  override name = 'OutOfRange'
  readonly size: number
  constructor(size: number) {
    super('Range not satisfiable', { detail: `There are ${size} bytes.` })
    this.size = size
  }
}

/** There were too many calls of one kind. */
export class RateExceeded extends Failure {
  override name = 'RateExceeded'
  readonly standing: Standing
  constructor(standing: Standing) {
    super('Rate limit for this resource has been exceeded')
    this.standing = standing
  }
}

/** The body did not arrive in the time there is for one. */
export class TooSlow extends Failure {
  override name = 'TooSlow'
}
