import { ApiError } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import { instantOf, shown } from '../state/instant.ts'
import type { Entry } from '../state/state.ts'
import type { Slice } from './slice.ts'
import { updated } from './updated.ts'

const list = updated({
  path: ({ root }) => `/2.0/repositories/${root}`,
  parameters: () => ({ pagelen: 100 }),
  keyOf: ({ uuid }) => String(uuid),
})

/** Reads the repositories that changed, and says which are gone where that is wanted: no list of the API says it. */
export async function readRepositories(slice: Slice): Promise<Entry> {
  const { config, isIncremental, before } = slice
  const isWanted = ({ slug }: Data) => typeof slug !== 'string' || config.wants(slug)
  const entry = await list({ ...slice, emit: records => slice.emit(records.filter(isWanted)) })
  if (!config.reportsDeletions || !isIncremental) return entry
  const now = new Map((await slice.everyRepository()).map(({ uuid, slug }) => [uuid, slug]))
  const known = Object.entries((before?.known ?? {}) as Record<string, string>)
  for (const [uuid, slug] of known) {
    if (now.has(uuid)) continue
    if (await isGone(slice, uuid)) await slice.emit([tombstone(slice, uuid, slug)])
    else now.set(uuid, slug)
  }
  return { ...entry, known: Object.fromEntries([...now].filter(([, slug]) => config.wants(slug))) }
}

/** A list that changes while it is read may leave one out. */
async function isGone({ client, root }: Slice, uuid: string): Promise<boolean> {
  try {
    await client.core.send('GET', `/2.0/repositories/${root}/{uuid}`, { uuid, fields: 'uuid' })
    return false
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return true
    throw error
  }
}

const tombstone = ({ root, now }: Slice, uuid: string, slug: string): Data => ({
  type: 'repository',
  uuid,
  slug,
  full_name: `${decodeURIComponent(root)}/${slug}`,
  _deleted_on: shown(instantOf(now)),
})
