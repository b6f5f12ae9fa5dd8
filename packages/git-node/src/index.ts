export type {
  Commit as CommitFacts,
  ObjectKind,
  RefChange,
  Signature,
  StoreSize,
  Version as GitVersion,
} from '@pail/git'
export type {
  Budget,
  GitNode,
  MaintenanceReport,
  MovedRef,
  ProposedUpdate,
  Received,
  ReceiveInput,
  StorageId,
  StorageSize,
  UpdateFacts,
  UpdateResult,
} from './client.ts'
export { type Connection, connectGitNode } from './connect.ts'
export { seekConnection } from './connection-file.ts'
export { type GitNodeOptions, type StartedGitNode, startGitNode } from './start.ts'
