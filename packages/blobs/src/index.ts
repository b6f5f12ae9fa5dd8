export { type Announced, NotAsAnnounced } from './announced.ts'
export {
  type BlobId,
  type Blobs,
  type ByteRange,
  blobId,
  type Handing,
  isBlobId,
  type Kept,
  NoSuchBlob,
} from './blob.ts'
export { openDisk } from './disk.ts'
export { passOn } from './pass-on.ts'
