export type Kind = 'forbidden' | 'unreachable' | 'too slow' | 'too large'

/** Why nothing came back. The message names the host at most: addresses may hold secrets, and networks are private. */
export class Unsent extends Error {
  override name = 'Unsent'
  readonly kind: Kind
  constructor(kind: Kind, message: string) {
    super(message)
    this.kind = kind
  }
}
