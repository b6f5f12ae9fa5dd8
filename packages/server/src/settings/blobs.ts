import type { S3Settings } from '@pail/blobs/s3'
import { BadSetting, isSwitch, type Setting, setting, type Value } from './setting.ts'

const isBucket = (text: string) => /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i.test(text)
const isEndpoint = (text: string) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
}
const isPrefix = (text: string) => /^[\w.-]+(\/[\w.-]+)*\/?$/.test(text) && text.length <= 200
const isLocation = (text: string) => /^(\/[\w-]+)+\/$/.test(text) && text.length <= 200
const isRegion = (text: string) => /^[\w-]{1,40}$/.test(text)

/** Where files beside the code are kept. */
export const blobs: readonly Setting[] = [
  setting('PAIL_BLOBS', 'disk', 's3: files beside the code are kept in a bucket', 'disk or s3', text =>
    ['disk', 's3'].includes(text),
  ),
  setting(
    'PAIL_ACCEL',
    '',
    'internal location of an nginx in front that sends files on disk itself',
    'a path between slashes, such as /pail-files/',
    isLocation,
  ),
  setting('PAIL_S3_BUCKET', '', 'the bucket', 'the name of a bucket', isBucket),
  setting(
    'PAIL_S3_ENDPOINT',
    '',
    'where the store answers, when it is not Amazon S3',
    'an address such as https://minio.internal:9000',
    isEndpoint,
  ),
  setting('PAIL_S3_REGION', 'us-east-1', 'region of the bucket', 'the name of a region', isRegion),
  setting('PAIL_S3_PREFIX', 'pail/', 'what all keys begin with', 'words between slashes, such as team/pail/', isPrefix),
  setting('PAIL_S3_ACCESS_KEY_ID', '', 'credentials; without any, the ones that the AWS SDK finds'),
  setting('PAIL_S3_SECRET_ACCESS_KEY', '', 'the secret that goes with it'),
  setting(
    'PAIL_S3_PATH_STYLE',
    '',
    'on: the bucket stands in the path of addresses, as it does unasked with PAIL_S3_ENDPOINT',
    'on or off',
    isSwitch,
  ),
  setting('PAIL_S3_REDIRECT', 'off', 'on: who downloads is led to the store', 'on or off', isSwitch),
]

/** Where nginx has the files, which have to be on a disk for that. */
export function accelIn(value: Value): string | undefined {
  if (value('PAIL_ACCEL') !== '' && value('PAIL_BLOBS') === 's3')
    throw new BadSetting('PAIL_ACCEL is for files on disk; PAIL_S3_REDIRECT leads to those in a bucket')
  return value('PAIL_ACCEL') || undefined
}

/** The store that is named, whether or not it is the one in use: contents can be copied there beforehand. */
export function s3In(value: Value, largestBytes: number): S3Settings | undefined {
  const [bucket, endpoint] = [value('PAIL_S3_BUCKET'), value('PAIL_S3_ENDPOINT')]
  const [accessKeyId, secretAccessKey] = [value('PAIL_S3_ACCESS_KEY_ID'), value('PAIL_S3_SECRET_ACCESS_KEY')]
  if ((accessKeyId === '') !== (secretAccessKey === ''))
    throw new BadSetting('PAIL_S3_ACCESS_KEY_ID and PAIL_S3_SECRET_ACCESS_KEY go together')
  if (bucket === '' && value('PAIL_BLOBS') === 's3') throw new BadSetting('PAIL_BLOBS=s3 needs PAIL_S3_BUCKET')
  if (bucket === '') return undefined
  return {
    bucket,
    endpoint: endpoint || undefined,
    region: value('PAIL_S3_REGION'),
    prefix: value('PAIL_S3_PREFIX').replace(/\/?$/, '/'),
    credentials: accessKeyId === '' ? undefined : { accessKeyId, secretAccessKey },
    isPathStyle: (value('PAIL_S3_PATH_STYLE') || (endpoint === '' ? 'off' : 'on')) === 'on',
    hasAddresses: value('PAIL_S3_REDIRECT') === 'on',
    largestBytes,
  }
}
