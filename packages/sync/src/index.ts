export { type Destination, type Opening, type States, type Table, Unusable } from './destination.ts'
export { type Ended, type Plan, type Read, sync } from './sync.ts'
export type { StreamTally, Told } from './tally.ts'
export { destinationAt, shownTarget } from './target.ts'
