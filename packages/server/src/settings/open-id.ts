import { names, readAllowList } from '@pail/outbound'
import { BadSetting, isSwitch, type Setting, setting, type Value } from './setting.ts'

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

const isIssuer = (text: string) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
}
const isName = (text: string) => /^[^\p{Cc}]{1,60}$/u.test(text)

export const openId: readonly Setting[] = [
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
]

/** All that belongs to a provider, or nothing. */
export function openIdIn(value: Value): OpenIdSettings | undefined {
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
