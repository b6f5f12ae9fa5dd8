export type * from './protocol/message.ts'
