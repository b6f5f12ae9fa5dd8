import type { S3Settings } from '@pail/blobs/s3'
import { type AllowList, readAllowList } from '@pail/outbound'
import type { MailSettings } from './kernel/mail/settings.ts'
import { type Limits, readLimits } from './kernel/rate/groups.ts'
import { accelIn, blobs, s3In } from './settings/blobs.ts'
import { conduct } from './settings/conduct.ts'
import { mail, mailIn } from './settings/mail.ts'
import { type OpenIdSettings, openId, openIdIn } from './settings/open-id.ts'
import { type SearchSettings, search, searchIn } from './settings/search.ts'
import { serving } from './settings/serving.ts'
import { BadSetting, type Value } from './settings/setting.ts'

/** Everything an installation can be told, by environment only. */
export interface Config {
  dataDirectory: string
  /** Of packs and archives on disk. */
  cacheBytes: number
  /** That one file for download may have. */
  maxFileBytes: number
  /** That one object of Git LFS may have. */
  maxLfsBytes: number
  host: string
  port: number
  /** Set when links must not follow the request's host. */
  publicUrl: string | undefined
  databaseUrl: string | undefined
  adminEmail: string
  adminToken: string | undefined
  tls: { cert: string; key: string } | undefined
  logLevel: string
  /** Fill a demo repository on the first start. */
  demo: boolean
  /** `system`: the machine's own sshd stands in front. */
  ssh: 'on' | 'system' | 'off'
  sshPort: number
  /** Answer 410 where the real service has removed an operation. */
  upstreamRemovals: boolean
  /** How many proxies of ours a request passes, each of which tells whom it was asked by. */
  proxies: number
  /** Hosts inside that may be called all the same. */
  outboundAllow: AllowList
  /** Calls an hour of each kind; none are counted without it. */
  rateLimits: Limits | undefined
  /** Whether what a destination asks of pull requests stops merges, or is only told unless a restriction enforces it. */
  mergeChecks: 'enforced' | 'advisory'
  /** Seconds within which a comparison of commits must begin to answer. */
  diffSeconds: number
  /** Seconds within which a receiver of webhooks must answer. */
  webhookSeconds: number
  /** Where files beside the code are kept. */
  blobs: 'disk' | 's3'
  /** The internal location at which an nginx in front has the files on disk; Pail sends them itself without it. */
  accel: string | undefined
  /** There where `blobs` says so; contents can be copied there beforehand. */
  s3: S3Settings | undefined
  /** Code is not searched without it. */
  search: SearchSettings | undefined
  openId: OpenIdSettings | undefined
  /** No mail is sent without it. */
  mail: MailSettings | undefined
}

const settings = [...serving, ...conduct, ...openId, ...mail, ...search, ...blobs]

/** Reads the settings; the only reader of the environment in the server. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const value: Value = name => {
    const { otherwise, fits, form } = settings.find(one => one.name === name)!
    const given = environment[name] ?? ''
    if (given !== '' && !fits(given)) throw new BadSetting(`${name} must be ${form}, not ${quoted(name, given)}`)
    return given === '' ? otherwise : given
  }
  const unknown = Object.keys(environment).find(name => name.startsWith('PAIL_') && !isKnown(name))
  if (unknown) throw new BadSetting(`${unknown} is not a setting of Pail`)
  const port = Number(value('PAIL_PORT'))
  const [cert, key] = [value('PAIL_TLS_CERT'), value('PAIL_TLS_KEY')]
  if ((cert === '') !== (key === '')) throw new BadSetting('PAIL_TLS_CERT and PAIL_TLS_KEY go together')
  return {
    dataDirectory: value('PAIL_DATA'),
    cacheBytes: Number(value('PAIL_CACHE_MB')) * 2 ** 20,
    maxFileBytes: Number(value('PAIL_MAX_FILE_MB')) * 2 ** 20,
    maxLfsBytes: Number(value('PAIL_MAX_LFS_MB')) * 2 ** 20,
    host: value('PAIL_HOST'),
    port,
    publicUrl: value('PAIL_PUBLIC_URL').replace(/\/$/, '') || undefined,
    databaseUrl: value('PAIL_DATABASE_URL') || undefined,
    adminEmail: value('PAIL_ADMIN_EMAIL').toLowerCase(),
    adminToken: value('PAIL_ADMIN_TOKEN') || undefined,
    tls: cert === '' ? undefined : { cert, key },
    logLevel: value('PAIL_LOG'),
    demo: value('PAIL_DEMO') === 'on',
    ssh: value('PAIL_SSH') as Config['ssh'],
    // Whoever leaves the port to chance may start any number of servers.
    sshPort: port === 0 && !environment.PAIL_SSH_PORT ? 0 : Number(value('PAIL_SSH_PORT')),
    upstreamRemovals: value('PAIL_UPSTREAM_REMOVALS') === 'on',
    proxies: Number(value('PAIL_PROXIES')),
    outboundAllow: readAllowList(value('PAIL_OUTBOUND_ALLOW')),
    mergeChecks: value('PAIL_MERGE_CHECKS') as Config['mergeChecks'],
    rateLimits: readLimits(value('PAIL_RATE_LIMITS')),
    diffSeconds: Number(value('PAIL_DIFF_SECONDS')),
    webhookSeconds: Number(value('PAIL_WEBHOOK_SECONDS')),
    blobs: value('PAIL_BLOBS') as Config['blobs'],
    accel: accelIn(value),
    s3: s3In(value, Number(value('PAIL_MAX_FILE_MB')) * 2 ** 20),
    search: searchIn(value),
    openId: openIdIn(value),
    mail: mailIn(value),
  }
}

/** The client commands and the tests have variables of their own. */
const isKnown = (name: string) =>
  settings.some(one => one.name === name) || ['PAIL_URL', 'PAIL_TOKEN'].includes(name) || name.startsWith('PAIL_TEST_')

const quoted = (name: string, given: string) =>
  /TOKEN|KEY|SECRET|SMTP|ENDPOINT/.test(name) ? 'what was given' : JSON.stringify(given)
