import type { Credential } from '@pail/client'

/** Where the files are, as the connector's configuration names it. */
export interface Configuration {
  /** A host or an API root, with or without a slash behind. */
  url: string
  token?: string | undefined
  /** The address that an API token belongs to, which is then sent as Basic; without one a token is sent as Bearer. */
  username?: string | undefined
  /** Whether certificates must be trusted here; they must when left out. */
  verify_ssl?: boolean | undefined
  /** Everything goes through it: `http://name:password@proxy.example.com:3128`. */
  http_proxy?: string | undefined
}

/** The cloud's, where none is named. */
export const CLOUD = 'https://api.bitbucket.org'

export const credentialOf = ({ token, username }: Configuration): Credential | undefined =>
  token === undefined || username === undefined || username === '' ? token : { username, password: token }
