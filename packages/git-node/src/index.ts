export type {
  ArchiveFormat,
  ChangedFile,
  ChangeStatus,
  Commit as CommitFacts,
  CommitObject,
  ConflictKind,
  FileChange,
  MergeConflict,
  Merged,
  ObjectKind,
  Person,
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
export type * from './merging.ts'
export type * from './reading.ts'
export { Recent } from './recent.ts'
export { type GitNodeOptions, type StartedGitNode, startGitNode } from './start.ts'
export type * from './writing.ts'
