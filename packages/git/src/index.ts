export { advertiseReceive, advertiseUpload, serviceLine, V2_CAPABILITIES } from './advertise.ts'
export { aheadBehind, isAncestor, mergeBase } from './ancestry.ts'
export { ARCHIVE_FORMATS, type Archived, type ArchiveFormat, startArchive } from './archive.ts'
export { blobBytes } from './blob.ts'
export { writeCommitGraph } from './commit-graph.ts'
export {
  type CommitObject,
  formatCommit,
  formatTag,
  type NewCommit,
  type NewTag,
  type Person,
  parseCommit,
} from './commit-object.ts'
export { checkConnectivity, type Reach, type Walk } from './connectivity.ts'
export { type DiffStyle, EMPTY_TREE, type Sides, startDiff, startTreeDiff } from './diff.ts'
export {
  type ChangedFile,
  type ChangeStatus,
  diffstat,
  type FileChange,
  parseDiffstat,
  printDiffstat,
} from './diffstat.ts'
export { isAbbreviation, objectsLike } from './disambiguate.ts'
export { type EditedTree, editTree, type Placed, type TreeEdit } from './edit-tree.ts'
export { type PackTerms, packTerms, wantsOf } from './fetch-request.ts'
export { type Followed, followed } from './followed.ts'
export { fsck } from './fsck.ts'
export { findGit, type Git, inQuarantine, type Limits, type Repository } from './git.ts'
export { areInHistory, beyondHistory, hasSeenRefWith } from './in-history.ts'
export { init } from './init.ts'
export { type Folder, type LastCommits, lastCommits, type Marks } from './last-commits.ts'
export { linesOf } from './lines.ts'
export { linkObjects } from './link-objects.ts'
export { LooseObjects } from './loose-objects.ts'
export { answerLsRefs, type LsRefs, parseLsRefs } from './ls-refs.ts'
export { MergeLine } from './merge-line.ts'
export { mergePairs, type PairOutcome } from './merge-pairs.ts'
export {
  type ConflictKind,
  type MergeConflict,
  type Merged,
  type MergeSides,
  mergeTree,
  UNRELATED,
} from './merge-tree.ts'
export { migrate } from './migrate.ts'
export { type Brought, type Commit, newestCommits, type Signature } from './newest-commits.ts'
export { type ObjectFacts, type ObjectKind, objectFacts } from './object-facts.ts'
export { deflatedId, objectId } from './object-id.ts'
export { type ObjectContents, type ObjectInfo, ObjectReader } from './object-reader.ts'
export { type StoreSize, storeSize } from './object-store.ts'
export { isOid, type Oid, oid, oidOrNone, ZERO_OID } from './oid.ts'
export { omitBinaries } from './omit-binaries.ts'
export { GitFailed, output, printed } from './output.ts'
export { type OwnObject, writeOwnPack } from './own-pack.ts'
export { packRefs } from './pack-refs.ts'
export { type NewObject, packOf } from './pack-stream.ts'
export { startMail, startSeries } from './patch.ts'
export { type PickedTree, pickTree, type TreePick } from './pick-tree.ts'
export { FLUSH, lineOf, type Packet, packet, packets } from './pkt-line.ts'
export { type PushCommand, type PushPhase, readPushPhase } from './push-commands.ts'
export { type Member, PushCrew } from './push-crew.ts'
export { pushReport, type RefReport } from './push-report.ts'
export { areReachable } from './reachable.ts'
export { isCurrent, type RefReading, readRefs } from './read-refs.ts'
export { branchRef, isPublicRef, isRefName, isReviewRef, type RefName, refName, tagRef } from './ref-name.ts'
export { formatRefs, parseRefs, type Ref, type RefSnapshot } from './ref-snapshot.ts'
export { repack, repackAndDrop } from './repack.ts'
export { formatReplayed, type Step, stepsOf, withSignature } from './replay.ts'
export { isRepoPath, type RepoPath, repoPath } from './repo-path.ts'
export { revList, type Walked } from './rev-list.ts'
export { type Call, type Exit, type Running, start, stop } from './run.ts'
export { setHead } from './set-head.ts'
export { dataBand, errorBand, KEEP_ALIVE, progressBand } from './side-band.ts'
export { makeStandIn } from './stand-in.ts'
export { substitutes } from './substitutes.ts'
export { sweep } from './sweep.ts'
export { parseTag, type TagObject } from './tag-object.ts'
export { hasManyPacks, type TakePack, takePack } from './take-pack.ts'
export { Tree } from './tree.ts'
export { type ChangedEntry, treeChanges } from './tree-changes.ts'
export { DIRECTORY, formatTree, LINK, parseTree, type RawEntry, SUBMODULE } from './tree-object.ts'
export { ATOMIC_FAILURE, type Manner, type RefChange, updateRefs } from './update-refs.ts'
export { converse, uploadPack } from './upload-pack.ts'
export { parseV2Request, type V2Request } from './v2-request.ts'
export { type Version, version } from './version.ts'
export { WireReader } from './wire-reader.ts'
export { writablePath } from './writable-path.ts'
export { writePack, writePackSince } from './write-pack.ts'
export { writePackedRefs } from './write-packed-refs.ts'
