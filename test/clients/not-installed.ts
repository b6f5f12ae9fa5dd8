/** Where there is no registry at hand, or not the language that a client is written in. */
export class NotInstalled extends Error {
  constructor(whose: string, cause: unknown) {
    super(`${whose} cannot be installed: ${String(cause).split('\n')[0]}`, { cause })
  }
}
