export { type MadeHistory, makeHistory, ODD_NAMES } from './made-history.ts'
export { deltaEntry, entryOf, type MadeObject, made, madeCommit, madePack, madeTree } from './made-pack.ts'
export { ENVIRONMENT, type MadeRepository, makeRepository } from './made-repository.ts'
