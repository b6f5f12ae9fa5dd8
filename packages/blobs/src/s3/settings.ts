/** Which store is used, and how. */
export interface S3Settings {
  bucket: string
  /** Where a store that is not Amazon's own answers. */
  endpoint: string | undefined
  region: string
  /** What all keys begin with: empty, or with a slash at its end. */
  prefix: string
  /** Without any, those that the environment, a file or the machine's role gives. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
  /** The bucket stands in the path of an address and not in its host. */
  isPathStyle: boolean
  /** Contents may be read at an address of the store. */
  hasAddresses: boolean
  /** The most that a content can have whose size nobody knows beforehand. */
  largestBytes: number
}
