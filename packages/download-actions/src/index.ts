export { ACTIONS, type ActionName, actionNamed } from './core/action.ts'
export type { Ask, GivenFile, Heard, Send } from './core/exchange.ts'
export { following } from './core/following.ts'
export type { Inputs, ListParameters } from './core/inputs.ts'
export { Misused } from './core/misused.ts'
export { type Form, formOf, type Sized } from './core/multipart.ts'
export type {
  DeleteOutput,
  GetOutput,
  ListOutput,
  Output,
  OutputOf,
  Outputs,
  RefusedOutput,
  UploadOutput,
} from './core/outputs.ts'
export { perform, type Target } from './core/perform.ts'
export { Refused } from './core/refused.ts'
