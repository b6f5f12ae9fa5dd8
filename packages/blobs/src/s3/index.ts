export { openS3 } from './s3.ts'
export type { S3Settings } from './settings.ts'
