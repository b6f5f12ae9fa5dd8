/** What was given cannot be meant; nothing has been sent. */
export class Misused extends Error {
  override name = 'Misused'
}
