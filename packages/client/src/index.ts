import { type Connection, Core } from './core.ts'
import { methods } from './generated/index.ts'

export { authorization, type Connection, Core, type Parameters } from './core.ts'
export { ApiError, type ErrorObject } from './error.ts'
export type * from './generated/schemas.ts'
export { Listing, type Page } from './listing.ts'

/** Every operation of the server as a method, and `core` for what has none. */
export type Client = ReturnType<typeof createClient>

/**
 * Speaks to one server as one person.
 *
 * @example
 * const client = createClient({ url: 'http://127.0.0.1:7990', token: process.env.PAIL_TOKEN })
 * const repository = await client.repositories.get({ workspace: 'acme', repo_slug: 'site' })
 */
export function createClient(connection: Connection) {
  const core = new Core(connection)
  return { core, ...methods(core) }
}
