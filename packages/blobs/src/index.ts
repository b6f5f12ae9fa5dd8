export { type BlobId, type Blobs, type ByteRange, blobId, isBlobId, type Kept, NoSuchBlob } from './blob.ts'
export { openDisk } from './disk.ts'
