import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { Config } from '../../../config.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { OpenIdSettings } from '../../../settings/open-id.ts'
import { fetchFor } from './fetch.ts'

/** For so long what a provider says of itself is believed; its keys are asked for anew where one is not known. */
const KEPT_MS = 3_600_000

const known = new WeakMap<Config, { provider: Promise<Configuration>; until: number }>()

/** The provider of the settings, as it describes itself. One that did not answer is asked again the next time. */
export function providerOf(forge: Forge, settings: OpenIdSettings): Promise<Configuration> {
  const kept = known.get(forge.config)
  if (kept && kept.until > Date.now()) return kept.provider
  const provider = discovered(forge, settings)
  known.set(forge.config, { provider, until: Date.now() + KEPT_MS })
  provider.catch(() => known.delete(forge.config))
  return provider
}

function discovered(forge: Forge, { issuer, clientId, clientSecret }: OpenIdSettings): Promise<Configuration> {
  const url = new URL(issuer)
  // The settings allow http for hosts only that the installation names as its own.
  const plain = url.protocol === 'http:' ? [allowInsecureRequests] : []
  return discovery(url, clientId, undefined, showing(clientSecret), {
    [customFetch]: fetchFor(forge),
    // Without these the library believes a token for having come over TLS, whoever signed it.
    execute: [enableNonRepudiationChecks, ...plain],
  })
}

/** Shows the secret in the header, as is usual, unless the provider takes it in the body only. */
function showing(secret: string): ClientAuth {
  const [inHeader, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest)
  }
}
