import { test } from 'node:test'
import * as facts from './facts.ts'
import type { NewPlace } from './places.ts'

/** What every destination is held to. */
export function destinationSuite(place: NewPlace): void {
  test('what is of another workspace already is refused', () => facts.refusesForeignTables(place))
  test('a record without its key is refused, and nothing of it is kept', () => facts.refusesRecordsWithoutKey(place))
  test('columns have the types of the schema', () => facts.keepsTypes(place))
  test('what does not fit its column is kept beside it', () => facts.keepsWhatDoesNotFit(place))
  test('odd texts arrive as they are', () => facts.oddTextsArrive(place))
  test('of several records of a key the last one counts', () => facts.lastOfKeyCounts(place))
  test('what has been deleted goes', () => facts.deletionsAreApplied(place))
  test('a stream that is read whole is replaced once it is complete', () => facts.wholeStreamsAreReplaced(place))
  test('the next run goes on from the state', () => facts.goesOnFromItsState(place))
  test('a new beginning that was stopped goes on, and takes away what did not come again', () =>
    facts.beginsAnew(place))
  test('a new column is added', () => facts.columnsAreAdded(place))
  test('an interruption keeps what has come', () => facts.interruptionKeepsWhatCame(place))
}
