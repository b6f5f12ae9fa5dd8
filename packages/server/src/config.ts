import { type AllowList, areAllowed, names, readAllowList } from '@pail/outbound'
import { isSender, isSmtp, type MailSettings, readMailSettings } from './kernel/mail/settings.ts'
import { areLimits, type Limits, readLimits } from './kernel/rate/groups.ts'

/** Everything an installation can be told, by environment only. */
export interface Config {
  dataDirectory: string
  /** Of packs and archives on disk. */
  cacheBytes: number
  /** That one file for download may have. */
  maxFileBytes: number
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
  openId: OpenIdSettings | undefined
  /** No mail is sent without it. */
  mail: MailSettings | undefined
}

/** The identity provider at which people may sign in. */
export interface OpenIdSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people know it by. */
  name: string
  /** Whom nobody knows here gets an account. */
  signUp: boolean
}

/** A setting that cannot be used, by name. */
export class BadSetting extends Error {
  override name = 'BadSetting'
}

/** One row of the table in the README. */
export interface Setting {
  name: string
  otherwise: string
  about: string
  fits(text: string): boolean
  form: string
}

const any = () => true
const setting = (
  name: string,
  otherwise: string,
  about: string,
  form = 'text',
  fits: Setting['fits'] = any,
): Setting => ({ name, otherwise, about, form, fits })

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65535
const isOrigin = (text: string) => {
  const url = URL.parse(text)
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === ''
  )
}
const isIssuer = (text: string) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
}
const isPostgres = (text: string) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')
const isEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text)
const isLevel = (text: string) => ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(text)
const isMegabytes = (text: string) => /^\d{1,7}$/.test(text)
const isSeconds = (text: string) => /^[1-9]\d{0,4}$/.test(text)
const isFew = (text: string) => /^\d$/.test(text)
const isName = (text: string) => /^[^\p{Cc}]{1,60}$/u.test(text)
const isSwitch = (text: string) => ['on', 'off'].includes(text)

export const settings: readonly Setting[] = [
  setting('PAIL_DATA', './data', 'directory of everything kept: database, repositories, keys'),
  setting('PAIL_HOST', '127.0.0.1', 'address to listen on'),
  setting('PAIL_PORT', '7990', 'port to listen on; 0 takes a free one', 'a port number', isPort),
  setting(
    'PAIL_PUBLIC_URL',
    '',
    'what links start with, when not with the host of the request',
    'an origin such as https://git.example.com',
    isOrigin,
  ),
  setting(
    'PAIL_DATABASE_URL',
    '',
    'PostgreSQL to use instead of the embedded SQLite',
    'a postgres:// address',
    isPostgres,
  ),
  setting('PAIL_ADMIN_EMAIL', 'admin@localhost', 'address of the first administrator', 'an e-mail address', isEmail),
  setting(
    'PAIL_ADMIN_TOKEN',
    '',
    "fixes the first administrator's API token",
    'at least 16 characters without blanks or colons',
    text => /^[^\s:]{16,256}$/.test(text),
  ),
  setting('PAIL_PROXIES', '0', 'proxies in front whose X-Forwarded-For is believed', 'a number from 0 to 9', isFew),
  setting(
    'PAIL_OUTBOUND_ALLOW',
    '',
    'hosts and networks that are not on the public internet and may be called all the same',
    'a list such as ci.internal,mirror.internal:8443,10.1.0.0/16',
    areAllowed,
  ),
  setting(
    'PAIL_RATE_LIMITS',
    'off',
    'on: the limits of the real service; or those named, in calls an hour',
    'on, off or a list such as anonymous=60,api=1000',
    areLimits,
  ),
  setting('PAIL_TLS_CERT', '', 'certificate chain (PEM file); with PAIL_TLS_KEY, serves https'),
  setting('PAIL_TLS_KEY', '', 'its private key (PEM file)'),
  setting('PAIL_SSH', 'on', "system: the machine's own sshd stands in front; off: no SSH", 'on, system or off', text =>
    ['on', 'system', 'off'].includes(text),
  ),
  setting(
    'PAIL_SSH_PORT',
    '7991',
    'port for SSH, which clone addresses name; 0 takes a free one, as it does unasked where PAIL_PORT is 0',
    'a port number',
    isPort,
  ),
  setting(
    'PAIL_UPSTREAM_REMOVALS',
    'off',
    'on: answer 410 where the real service has removed an operation',
    'on or off',
    isSwitch,
  ),
  setting(
    'PAIL_DIFF_SECONDS',
    '60',
    'seconds within which a diff must begin to answer, else it is refused with 555',
    'a number of seconds',
    isSeconds,
  ),
  setting(
    'PAIL_MERGE_CHECKS',
    'enforced',
    'advisory: merge checks are only told, unless a restriction enforces them',
    'enforced or advisory',
    text => ['enforced', 'advisory'].includes(text),
  ),
  setting(
    'PAIL_WEBHOOK_SECONDS',
    '10',
    'seconds within which a receiver of webhooks must answer',
    'a number of seconds',
    isSeconds,
  ),
  setting(
    'PAIL_OIDC_ISSUER',
    '',
    'identity provider at which people may sign in (OpenID Connect)',
    'an address such as https://id.example.com',
    isIssuer,
  ),
  setting('PAIL_OIDC_CLIENT_ID', '', 'what the provider knows this installation by'),
  setting('PAIL_OIDC_CLIENT_SECRET', '', 'the secret that goes with it'),
  setting('PAIL_OIDC_NAME', 'OpenID Connect', 'what people know the provider by', 'up to 60 characters', isName),
  setting('PAIL_OIDC_SIGNUP', 'off', 'on: whom nobody knows here gets an account', 'on or off', isSwitch),
  setting(
    'PAIL_SMTP_URL',
    '',
    'mail server; no mail is sent without one; smtp:// takes STARTTLS, smtps:// is TLS from the start',
    'an address such as smtp://user:password@mail.example.com:587',
    isSmtp,
  ),
  setting(
    'PAIL_MAIL_FROM',
    '',
    'whom mail comes from',
    'an e-mail address, or a name with one: Pail <pail@example.com>',
    isSender,
  ),
  setting(
    'PAIL_CACHE_MB',
    '1024',
    'megabytes of disk for packs and archives that are kept for the next who asks',
    'a number of megabytes',
    isMegabytes,
  ),
  setting(
    'PAIL_MAX_FILE_MB',
    '10240',
    'megabytes that one file for download may have',
    'a number of megabytes',
    isMegabytes,
  ),
  setting('PAIL_DEMO', 'on', 'off: no demo repository on the first start', 'on or off', isSwitch),
  setting('PAIL_LOG', 'info', 'least level that is logged', 'fatal, error, warn, info, debug or silent', isLevel),
]

/** Reads the settings; the only reader of the environment in the server. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const value = (name: string): string => {
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
    openId: openIdIn(value),
    mail: mailIn(value),
  }
}

function openIdIn(value: (name: string) => string): OpenIdSettings | undefined {
  const parts = ['PAIL_OIDC_ISSUER', 'PAIL_OIDC_CLIENT_ID', 'PAIL_OIDC_CLIENT_SECRET']
  const [issuer = '', clientId = '', clientSecret = ''] = parts.map(value)
  const given = [issuer, clientId, clientSecret].filter(part => part !== '')
  if (given.length === 0) return undefined
  if (given.length < parts.length) throw new BadSetting(`${parts.join(', ')} go together`)
  const url = new URL(issuer)
  if (url.protocol === 'http:' && !names(readAllowList(value('PAIL_OUTBOUND_ALLOW')), url))
    throw new BadSetting('PAIL_OIDC_ISSUER must be https, unless PAIL_OUTBOUND_ALLOW names its host')
  return { issuer, clientId, clientSecret, name: value('PAIL_OIDC_NAME'), signUp: value('PAIL_OIDC_SIGNUP') === 'on' }
}

function mailIn(value: (name: string) => string): MailSettings | undefined {
  const [server, sender] = [value('PAIL_SMTP_URL'), value('PAIL_MAIL_FROM')]
  if ((server === '') !== (sender === '')) throw new BadSetting('PAIL_SMTP_URL and PAIL_MAIL_FROM go together')
  if (server !== '' && value('PAIL_PUBLIC_URL') === '')
    throw new BadSetting('PAIL_SMTP_URL needs PAIL_PUBLIC_URL: links in mail follow no request')
  return readMailSettings(server, sender)
}

/** The client commands and the tests have variables of their own. */
const isKnown = (name: string) =>
  settings.some(one => one.name === name) || ['PAIL_URL', 'PAIL_TOKEN'].includes(name) || name.startsWith('PAIL_TEST_')

const quoted = (name: string, given: string) =>
  /TOKEN|KEY|SECRET|SMTP/.test(name) ? 'what was given' : JSON.stringify(given)
