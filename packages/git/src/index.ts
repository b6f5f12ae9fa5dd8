export { isOid, type Oid, oid, oidOrNone, ZERO_OID } from './oid.ts'
export { branchRef, isPublicRef, isRefName, type RefName, refName, tagRef } from './ref-name.ts'
export type { Ref, RefSnapshot } from './ref-snapshot.ts'
export { isRepoPath, type RepoPath, repoPath } from './repo-path.ts'
