import { batches, configOf, type Data, discover, type Message } from 'pail-source-bitbucket'
import { Unusable } from './destination.ts'
import type { Plan, Read } from './sync.ts'

/** What is to be read of one workspace. */
export interface Wanted {
  /** As the source takes it. */
  config: Data
  /** Names of streams; all of them when left out. */
  streams?: readonly string[] | undefined
  signal: AbortSignal
  /** Told of a configuration with a new refresh token, without which the next run cannot begin. */
  onConfig?: (config: Data) => void
}

/** A workspace of a server that speaks the API of Bitbucket Cloud, ready to be read. */
export function workspaceOf({ config, streams, signal, onConfig }: Wanted): Pick<Plan, 'catalog' | 'read' | 'origin'> {
  const { url, workspace } = configOf(config)
  const read: Read = async function* (catalog, states) {
    for await (const messages of batches(config, catalog, states, { signal })) {
      for (const message of messages) keepChanges(message, onConfig)
      yield messages
    }
  }
  return { catalog: chosen(streams), read, origin: `${rootOf(url)} ${workspace}` }
}

function keepChanges(message: Message, onConfig: Wanted['onConfig']): void {
  if (message.type === 'CONTROL') onConfig?.(message.control.connectorConfig.config)
}

function chosen(names: readonly string[] | undefined): Plan['catalog'] {
  const { streams } = discover()
  const unknown = names?.find(name => !streams.some(stream => stream.name === name))
  if (unknown !== undefined)
    throw new Unusable(`There is no stream ${unknown}; there are ${streams.map(({ name }) => name).join(', ')}`)
  return { streams: streams.filter(({ name }) => names?.includes(name) ?? true) }
}

/** The same for every way to write the address of an API. */
const rootOf = (url: string): string =>
  new URL(url.includes('://') ? url : `https://${url}`).href.replace(/\/*(?:2\.0\/*)?$/, '')
