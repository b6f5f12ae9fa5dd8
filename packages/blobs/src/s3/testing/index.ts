export { type Deed, type Fate, type FaultyLine, startProxy } from './proxy.ts'
export { BUCKET, CREDENTIALS, type S3Server, startS3 } from './server.ts'
