import { now } from '../../../kernel/clock.ts'
import { granularScopes, groupsOf, labelOf } from '../../../kernel/scope-labels.ts'
import { classicScopes } from '../../../kernel/scopes.ts'
import type { AccountPath } from '../../../kernel/web/account.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { field, question } from '../../../kernel/web/field.ts'
import { day, ending, lifeOf, listed } from '../../../kernel/web/listed.ts'
import { complaintOf, type Refused, type Visit } from '../sessions/account-page.ts'
import { confirmation, isRecent } from '../sessions/recently.ts'
import type { IssuedToken } from './make.ts'
import * as store from './store.ts'
import { aYearAfter, type Token } from './token.ts'

/** One kind of token, as its page offers it. */
export interface Offer {
  kind: Token['kind']
  at: AccountPath
  title: string
  one: string
  about: string
  scopes: readonly string[]
}

export const API_TOKENS: Offer = {
  kind: 'api_token',
  at: '/account/settings/api-tokens/',
  title: 'API tokens',
  one: 'token',
  about: 'Programs use one to come in with your name: as the password beside your e-mail address, over Git too.',
  scopes: granularScopes,
}

/** Those that mean nothing any more are not offered. */
const OBSOLETE = new Set(['project:write', 'team', 'team:write'])

export const APP_PASSWORDS: Offer = {
  kind: 'app_password',
  at: '/account/settings/app-passwords/',
  title: 'App passwords',
  one: 'app password',
  about: 'The older kind, for programs that ask for your username and an app password. For others make an API token.',
  scopes: classicScopes.filter(scope => !OBSOLETE.has(scope)),
}

/** More than anybody looks through; the API lists all. */
const MOST_SHOWN = 200
const OFFERED_DAYS = 90

export async function shown(offer: Offer, { forge, user, who, formToken }: Visit, refused?: Refused): Promise<Markup> {
  const { at, one, about, kind } = offer
  const tokens = await store.newest(forge.database.reader, user, kind, MOST_SHOWN)
  return html`${complaintOf(refused, 'name', 'scopes', 'expires_on')}<p>${about}</p>
${listed(
  tokens.map(token => entry(token, at, formToken)),
  html`Create one for each program, which you can then revoke by itself.`,
)}
<h2>Create ${one}</h2>
${isRecent(who) ? form(offer, formToken, refused) : confirmation('create one', at)}`
}

const entry = (token: Token, at: AccountPath, formToken: string): Markup =>
  html`<li><b>${token.name}</b> <small>${lifeOf({ ...token, began: 'made' })}</small>
<br><small>${token.scopes.map(scope => labelOf(scope).label).join(', ')}</small>
${ending({ at, formToken, deed: 'revoke', label: 'Revoke', name: token.name, field: ['token', token.uuid] })}</li>`

function form({ kind, at, scopes }: Offer, formToken: string, refused: Refused | undefined): Markup {
  const { typed, fields } = refused ?? { typed: new Map<string, string>(), fields: {} as Refused['fields'] }
  const offered = kind === 'api_token' ? day(new Date(Date.now() + OFFERED_DAYS * 86_400_000).toISOString()) : ''
  const last = kind === 'api_token' ? html` required max="${day(aYearAfter(now()))}"` : ''
  const until = kind === 'api_token' ? 'Within a year.' : 'Never, if you leave it empty.'
  return html`<form method="post" action="${at}">${hidden('form_token', formToken)}${hidden('deed', 'create')}
${field({ name: 'name', label: 'Name', about: 'What it is for, such as CI', wrong: fields.name }, tied => html`<input${tied} value="${typed.get('name') ?? ''}" maxlength="255" autocomplete="off" required>`)}
${field({ name: 'expires_on', label: 'Expires on', about: until, wrong: fields.expires_on }, tied => html`<input${tied} type="date" value="${typed.get('expires_on') ?? offered}"${last}>`)}
${question({ name: 'scopes', label: 'What it may be used for', about: 'As far as you may do so yourself', wrong: fields.scopes }, html`<div class="choices">${groups(scopes, typed)}</div>`)}
<div class="row"><button class="main">Create</button></div></form>`
}

const groups = (scopes: readonly string[], typed: Refused['typed']): Markup[] =>
  [...groupsOf(scopes)].map(
    ([name, members]) =>
      html`<fieldset><legend>${name}</legend>${members.map(scope => choice(scope, typed.has(scope)))}</fieldset>`,
  )

function choice(scope: string, isTicked: boolean): Markup {
  const { label, about } = labelOf(scope)
  return html`<label><input type="checkbox" name="${scope}"${isTicked ? html` checked` : ''}><span>${label}<small>${about}</small></span></label>`
}

/** The one page that shows the secret. */
export const made = ({ at, one, title }: Offer, { name, secret, kind }: IssuedToken): Markup =>
  html`<p>This is the ${one} <strong>${name}</strong>. Copy it now: it is not shown again.</p>
${field({ name: 'secret', label: kind === 'api_token' ? 'API token' : 'App password' }, tied => html`<input${tied} class="code" value="${secret}" readonly autocomplete="off" spellcheck="false">`)}
<p><a href="${at}">All ${title}</a></p>`
