import { isSwitch, type Setting, setting } from './setting.ts'

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65535
const isOrigin = (text: string) => {
  const url = URL.parse(text)
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === ''
  )
}
const isPostgres = (text: string) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')
const isEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text)
const isLevel = (text: string) => ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(text)

/** Where it is, what it keeps and who is first. */
export const serving: readonly Setting[] = [
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
  setting('PAIL_DEMO', 'on', 'off: no demo repository on the first start', 'on or off', isSwitch),
  setting('PAIL_LOG', 'info', 'least level that is logged', 'fatal, error, warn, info, debug or silent', isLevel),
]
