import { Core, type Options, type Parameters } from './core.ts'
import { methods } from './generated/index.ts'
import type { Listing } from './listing.ts'
import type { Connection } from './transport.ts'

export { Budget, type Waiting } from './budget.ts'
export { Core, type Options, type Parameters } from './core.ts'
export { authorization, type Credential, type OAuthConsumer, type Tokens } from './credential.ts'
export { type Download as DownloadStream, nameIn } from './download.ts'
export { ApiError, Broken, type ErrorObject, errorIn } from './error.ts'
export { fields } from './fields.ts'
export type * from './generated/schemas.ts'
export { Listing, type Page } from './listing.ts'
export { q } from './query.ts'
export { BadRedirect, isRedirect, ledOn, MOST_REDIRECTS } from './redirect.ts'
export { type Patience, Unreachable } from './retry.ts'
export { rootOf } from './root.ts'
export type { Connection } from './transport.ts'

type Methods = ReturnType<typeof methods>

/** Every operation of the server as a method, and `core` and `pages` for what has none. */
export interface Client extends Methods {
  core: Core
  /** A list that has no method, by its path: `/2.0/repositories/acme/site/deployments`. */
  pages<T>(path: string, parameters?: Parameters): Listing<T>
  /** The same client with a signal that ends its calls, or with further headers. */
  with(options: Options): Client
}

/**
 * Speaks to one server as one person.
 *
 * @example
 * const client = createClient({ url: 'http://127.0.0.1:7990', auth: process.env.PAIL_TOKEN })
 * const repository = await client.repositories.get({ workspace: 'acme', repo_slug: 'site' })
 */
export const createClient = (connection: Connection): Client => bound(new Core(connection))

const bound = (core: Core): Client => ({
  ...methods(core),
  core,
  pages: (path, parameters) => core.list(path, parameters),
  with: options => bound(core.with(options)),
})
