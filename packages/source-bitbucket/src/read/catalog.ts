import { Ajv } from 'ajv'
import { misconfigured } from '../protocol/failure.ts'
import type { Catalog, ConfiguredCatalog, ConfiguredStream, Data } from '../protocol/message.ts'
import { streams } from '../streams/index.ts'
import { offered } from '../streams/stream.ts'

/** What can be read; the same for everybody. */
export const catalog = (): Catalog => ({ streams: streams.map(offered) })

/** What we use of a configured catalog. The schemas in it may be older than ours, and hosts add members of their own. */
const SCHEMA = {
  type: 'object',
  required: ['streams'],
  properties: {
    streams: {
      type: 'array',
      items: {
        type: 'object',
        required: ['stream', 'sync_mode'],
        properties: {
          stream: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } },
          sync_mode: { enum: ['full_refresh', 'incremental'] },
        },
      },
    },
  },
} as const

export function configuredIn(given: unknown): readonly ConfiguredStream[] {
  // A catalog as it was written, with its envelope.
  const { type, catalog } = (typeof given === 'object' && given !== null ? given : {}) as Data
  const inner = type === 'CATALOG' && catalog ? catalog : given
  const ajv = new Ajv({ strict: false })
  if (!ajv.validate(SCHEMA, inner))
    throw misconfigured(
      `The catalog is not one that can be read: ${ajv.errorsText(ajv.errors, { dataVar: 'catalog' })}.`,
    )
  return once((inner as ConfiguredCatalog).streams)
}

function once(configured: readonly ConfiguredStream[]): readonly ConfiguredStream[] {
  const names = configured.map(({ stream }) => stream.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw misconfigured(`The catalog names the stream ${twice} twice.`)
  return configured
}
