import type { Data } from '../protocol/message.ts'
import { instant, instantOf, shown } from '../state/instant.ts'
import { isObject } from '../state/state.ts'
import { dateIn, type NewestList, newest } from './newest.ts'
import { numbered } from './pages.ts'
import type { Slice } from './slice.ts'
import { inOrder } from './unsure.ts'

const createdAt = ({ created_on }: Data): string | undefined => instant(created_on)
const changedAt = ({ completed_on, created_on }: Data): string | undefined => dateIn(completed_on, created_on)
const isOpen = ({ state, completed_on }: Data): boolean =>
  isObject(state) && typeof state.name === 'string' ? state.name !== 'COMPLETED' : !completed_on

const list: NewestList = {
  pages: slice => inOrder(slice, 'pipelines', '-created_on'),
  keyOf: ({ uuid }) => String(uuid),
  orderOf: createdAt,
  dateOf: changedAt,
  isOpen,
  find: (slice, uuid) => slice.client.core.send<Data>('GET', `${slice.root}/pipelines/{uuid}`, { uuid }),
  shape: (slice, records) => {
    for (const record of records) record.cursor_at = shown(changedAt(record) ?? instantOf(slice.now))
    return records
  },
}

export const readPipelines = newest(list)

/** The steps of those pipelines that are new or have changed. */
export const readSteps = newest({
  ...list,
  kept: ({ uuid, state, created_on, completed_on }) => ({ uuid, state, created_on, completed_on }),
  shape: async (slice, records) => {
    const steps: Data[] = []
    for (const pipeline of records) steps.push(...(await stepsOf(slice, pipeline)))
    return steps
  },
})

async function stepsOf(slice: Slice, pipeline: Data): Promise<Data[]> {
  const path = `${slice.root}/pipelines/${encodeURIComponent(String(pipeline.uuid))}/steps`
  const found: Data[] = []
  for await (const { values } of numbered(slice.client, path, { pagelen: 100 }))
    for (const step of values) {
      step.pipeline_uuid = pipeline.uuid
      const { completed_on, started_on } = step
      step.cursor_at = shown(dateIn(completed_on, started_on) ?? changedAt(pipeline) ?? instantOf(slice.now))
      found.push(step)
    }
  return found
}
