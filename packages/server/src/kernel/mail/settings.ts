/** Where mail is given away, and who it says that it is from. */
export interface MailSettings {
  host: string
  port: number
  /** TLS from the first byte on; else STARTTLS where the server offers it. */
  isSecure: boolean
  account: { user: string; pass: string } | undefined
  from: { name: string; address: string }
}

const ADDRESS = /^[^\s@<>",;:\\]+@[^\s@<>",;:\\]+$/
const NAMED = /^([^<>"\p{Cc}]*)<([^<>]+)>$/u

/** `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte on. */
export const isSmtp = (text: string): boolean => serverIn(text) !== undefined

/** An address, or a name with an address in angle brackets. */
export const isSender = (text: string): boolean => senderIn(text) !== undefined

export function readMailSettings(server: string, sender: string): MailSettings | undefined {
  const [there, from] = [serverIn(server), senderIn(sender)]
  return there && from && { ...there, from }
}

function serverIn(text: string): Omit<MailSettings, 'from'> | undefined {
  const url = URL.parse(text)
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return undefined
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') return undefined
  const [user, pass] = [plain(url.username), plain(url.password)]
  if (user === undefined || pass === undefined) return undefined
  const isSecure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    account: user === '' ? undefined : { user, pass },
  }
}

function senderIn(text: string): MailSettings['from'] | undefined {
  const named = NAMED.exec(text.trim())
  const [name = '', address = ''] = named ? [named[1]?.trim(), named[2]?.trim()] : ['Pail', text.trim()]
  return ADDRESS.test(address) ? { name, address } : undefined
}

function plain(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
