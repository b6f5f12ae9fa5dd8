import type { Credential } from '@pail/client'
import { Misused } from '../core/misused.ts'

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

/** Whoever reads secrets from files often has the end of a line with them; what no header may hold would be repeated in an error. */
export function credentialOf({ token, username }: Configuration): Credential | undefined {
  const secret = token?.trim()
  if (secret === undefined || secret === '') return undefined
  if (!/^[!-~]+$/.test(secret)) throw new Misused('token holds letters that no token has')
  return username ? { username, password: secret } : secret
}

/** The text without what is secret. */
export function masked(text: string, { token, http_proxy: proxy }: Partial<Configuration>): string {
  const url = proxy !== undefined && URL.canParse(proxy) ? new URL(proxy) : undefined
  const secrets = [token?.trim(), url?.password, url && decodeURIComponent(url.password)]
  return secrets.reduce<string>(
    (masked, secret) => (secret && secret.length > 5 ? masked.replaceAll(secret, '****') : masked),
    text,
  )
}
