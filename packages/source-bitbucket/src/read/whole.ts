import type { Parameters } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import type { Entry } from '../state/state.ts'
import { linked, steady } from './pages.ts'
import type { Slice } from './slice.ts'

interface WholeList {
  path: (slice: Slice) => string
  parameters?: Parameters
  keyOf: (record: Data) => string
  /** Adds what the stream needs and the API does not give. */
  shape?: (record: Data) => Data
}

/** Reads a list from its beginning to its end, each time. */
export const whole =
  ({ path, parameters, keyOf, shape }: WholeList) =>
  async (slice: Slice): Promise<Entry> => {
    let isFirst = true
    const pages = () => linked(slice.client, path(slice), { pagelen: 100, ...parameters })
    for await (const { values, size } of steady(pages, keyOf)) {
      if (isFirst) slice.expect(size)
      isFirst = false
      await slice.emit(shape ? values.map(shape) : values)
    }
    return {}
  }
