import { authorization } from '@pail/client'

const MASK = '****'
/** What is shorter is no secret, and masking it would make other words unreadable. */
const SHORTEST = 4

/** Keeps what must not be seen out of all that is said: as it is, in Base64 as headers have it, and encoded for addresses. */
export class Secrets {
  readonly #hidden = new Set<string>()

  add(secret: string, name?: string): void {
    if (secret.length < SHORTEST) return
    const basic = name === undefined ? [] : [authorization({ username: name, password: secret }).replace('Basic ', '')]
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...basic])
      this.#hidden.add(form)
  }

  mask(text: string): string {
    // The longest first: one may be part of another.
    const longest = [...this.#hidden].sort((a, b) => b.length - a.length)
    return longest.reduce((masked, secret) => masked.replaceAll(secret, MASK), text)
  }

  /** The same object with its texts masked. */
  maskAll<T>(value: T): T {
    if (typeof value === 'string') return this.mask(value) as T
    if (Array.isArray(value)) return value.map(item => this.maskAll(item)) as T
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.maskAll(member)])) as T
  }
}
