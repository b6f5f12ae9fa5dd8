import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Settings } from '../settings.ts'

/** A store in a process of its own, or one that `PAIL_TEST_S3` names: another program that is to pass the same tests. */
export interface S3Server {
  endpoint: string
  /** It offers all that S3 does of uploads in parts, and is not the small one that comes along. */
  isWhole: boolean
  /** Keeps some empty contents by these keys, faster than anybody could put them. */
  fill(keys: readonly string[]): void
  /** A place in it that nobody else has. */
  settings(also?: Partial<S3Settings>): S3Settings
  stop(): void
}

const PROGRAM = fileURLToPath(new URL('../bin/s3rver.js', import.meta.resolve('s3rver')))
/** The ones that the small store knows. */
export const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
export const BUCKET = 'pail-tests'

export async function startS3(): Promise<S3Server> {
  const given = process.env.PAIL_TEST_S3
  const { endpoint, folder, stop } = given ? { endpoint: given, folder: '', stop() {} } : await spawnStore()
  const settings = (also: Partial<S3Settings> = {}): S3Settings => ({
    bucket: BUCKET,
    endpoint,
    region: 'us-east-1',
    prefix: `${randomUUID()}/`,
    credentials: CREDENTIALS,
    isPathStyle: true,
    hasAddresses: true,
    largestBytes: 2 ** 30,
    ...also,
  })
  const client = new S3Client({ ...settings(), endpoint, forcePathStyle: true, credentials: CREDENTIALS })
  await client.send(new CreateBucketCommand({ Bucket: BUCKET })).catch(error => {
    if (!/^Bucket/.test((error as Error).name)) throw error
  })
  client.destroy()
  const fill = (keys: readonly string[]) => {
    for (const key of keys) {
      mkdirSync(join(folder, BUCKET, dirname(key)), { recursive: true })
      writeFileSync(join(folder, BUCKET, `${key}._S3rver_object`), '')
    }
  }
  return { endpoint, isWhole: given !== undefined, fill, settings, stop }
}

async function spawnStore(): Promise<{ endpoint: string; folder: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'pail-s3-'))
  // Its lists go on by a cipher that is out of use elsewhere.
  const args = [
    '--no-deprecation',
    '--openssl-legacy-provider',
    PROGRAM,
    '-d',
    folder,
    '-a',
    '127.0.0.1',
    '-p',
    '0',
    '-s',
    '--no-vhost-buckets',
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', stop)
  const port = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.once('exit', code => reject(new Error(`The store ended with ${code}: ${said}`)))
    child.stdout.on('data', part => {
      said += part
      const [, found] = /listening on \S+:(\d+)/.exec(said) ?? []
      if (found) resolve(found)
    })
  })
  child.unref()
  ;(child.stdout as unknown as Socket).unref()
  return { endpoint: `http://127.0.0.1:${port}`, folder, stop }
}
