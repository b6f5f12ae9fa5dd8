import { type Outbound, openOutbound } from '@pail/outbound'
import type { Config } from '../config.ts'

const clients = new WeakMap<Config, Outbound>()

/** The one way to other servers; what the settings do not allow, it does not reach. */
export function outboundOf({ config }: { config: Config }): Outbound {
  const client = clients.get(config) ?? openOutbound({ allowed: config.outboundAllow, userAgent: 'Pail' })
  clients.set(config, client)
  return client
}
