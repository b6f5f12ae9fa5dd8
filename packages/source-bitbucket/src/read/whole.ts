import type { Parameters } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import type { Entry } from '../state/state.ts'
import { linked } from './pages.ts'
import type { Slice } from './slice.ts'

interface WholeList {
  path: (slice: Slice) => string
  parameters?: Parameters
  /** Adds what the stream needs and the API does not give. */
  shape?: (record: Data) => Data
}

/** Reads a list from its beginning to its end, each time. */
export const whole =
  ({ path, parameters, shape }: WholeList) =>
  async (slice: Slice): Promise<Entry> => {
    let isFirst = true
    for await (const { values, size } of linked(slice.client, path(slice), { pagelen: 100, ...parameters })) {
      if (isFirst) slice.expect(size)
      isFirst = false
      await slice.emit(shape ? values.map(shape) : values)
    }
    return {}
  }
