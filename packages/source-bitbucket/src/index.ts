import { catalog } from './read/catalog.ts'

export { configOf } from './config/config.ts'
export { spec } from './config/spec.ts'
export { SourceFailure, SyncFailed } from './protocol/failure.ts'
export { lineOf } from './protocol/line.ts'
export type * from './protocol/message.ts'
export { type CheckOptions, check } from './read/check.ts'
export type { Options } from './read/connect.ts'
export { batches, read } from './read/read.ts'
export { streams } from './streams/index.ts'

/** The streams that can be read; a configuration changes nothing about them. */
export const discover = (_config?: unknown) => catalog()
