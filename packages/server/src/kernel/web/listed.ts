import { html } from 'hono/html'
import { now } from '../clock.ts'
import type { AccountPath } from './account.ts'
import { hidden, type Markup } from './document.ts'

/** Something that lets in, from when to when. */
export interface Life {
  /** How it came to be, such as `added`. */
  began: string
  createdOn: string
  expiresOn: string | null
  lastUsedOn: string | null
}

/** The same in words, to the day. */
export function lifeOf({ began, createdOn, expiresOn, lastUsedOn }: Life): string {
  const end = expiresOn === null ? [] : [`${expiresOn <= now() ? 'expired' : 'expires'} ${day(expiresOn)}`]
  return [`${began} ${day(createdOn)}`, ...end, lastUsedOn ? `last used ${day(lastUsedOn)}` : 'never used'].join(', ')
}

export const day = (moment: string): string => moment.slice(0, 10)

/** What stands in a list, or what to do where there is nothing. */
export const listed = (entries: readonly Markup[], next: Markup): Markup =>
  entries.length === 0 ? html`<p>You have none yet. ${next}</p>` : html`<ul class="plain">${entries}</ul>`

/** What the form of an entry says. */
export interface Ending {
  at: AccountPath
  formToken: string
  /** The deed and its button; those who do not see the entry beside it are told its name. */
  deed: string
  label: string
  name: string
  /** The field that names the entry. */
  field: readonly [name: string, value: string]
}

/** The button that ends what an entry is about. */
export const ending = ({ at, formToken, deed, label, name, field }: Ending): Markup =>
  html`<form method="post" action="${at}">${hidden('form_token', formToken)}${hidden('deed', deed)}${hidden(...field)}<button aria-label="${label} ${name}">${label}</button></form>`
