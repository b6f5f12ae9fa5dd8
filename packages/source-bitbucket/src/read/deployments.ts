import type { Data } from '../protocol/message.ts'
import { instant, instantOf, latest, shown } from '../state/instant.ts'
import { isObject } from '../state/state.ts'
import { dateIn, newest } from './newest.ts'
import { numbered } from './pages.ts'
import type { Slice } from './slice.ts'
import { inOrder, pathOf } from './unsure.ts'

const stateOf = ({ state }: Data): Data => (isObject(state) ? state : {})
const releaseOf = ({ release, deployable }: Data): Data =>
  isObject(release) ? release : isObject(deployable) ? deployable : {}

/** Not in every dialect is there a member that says when it last changed. */
const changedAt = (record: Data): string | undefined => {
  const { completed_on, completion_date, started_on, start_date } = stateOf(record)
  const moments = [completed_on ?? completion_date, started_on ?? start_date, releaseOf(record).created_on]
  return instant(record.last_update_time) ?? latest(...moments.map(instant))
}

const startedAt = (record: Data): string | undefined => {
  const { started_on, start_date } = stateOf(record)
  return dateIn(started_on, start_date)
}

const completedAt = (record: Data): string | undefined => {
  const { completed_on, completion_date } = stateOf(record)
  return isOpen(record) ? undefined : dateIn(completed_on, completion_date)
}

function isOpen(record: Data): boolean {
  const { name } = stateOf(record)
  return name !== undefined && name !== 'COMPLETED'
}

/** Deployments with the dates that a destination needs on top, and their environments by name. */
async function shaped(slice: Slice, records: Data[]): Promise<Data[]> {
  const isNamed = ({ environment }: Data) => !isObject(environment) || typeof environment.name === 'string'
  const names = records.every(isNamed) ? new Map<unknown, Data>() : await environmentsOf(slice)
  for (const record of records) {
    const { environment } = record
    const found = isObject(environment) && names.get(environment.uuid)
    if (found) record.environment = { ...found, ...(environment as Data) }
    const completed = completedAt(record)
    record.completed_on = completed === undefined ? null : shown(completed)
    record.cursor_at = shown(changedAt(record) ?? instantOf(slice.now))
  }
  return records
}

async function environmentsOf(slice: Slice): Promise<Map<unknown, Data>> {
  const path = pathOf(slice, 'environments')
  const found = new Map<unknown, Data>()
  for await (const { values } of numbered(slice.client, path, { pagelen: 100 }))
    for (const { uuid, name, slug } of values) found.set(uuid, { name, slug })
  return found
}

export const readDeployments = newest({
  pages: slice => inOrder(slice, 'deployments', '-state.started_on'),
  keyOf: ({ uuid }) => String(uuid),
  orderOf: startedAt,
  dateOf: changedAt,
  isOpen,
  find: async (slice, uuid) => slice.client.core.send<Data>('GET', `${slice.root}/deployments/{uuid}`, { uuid }),
  shape: shaped,
})
