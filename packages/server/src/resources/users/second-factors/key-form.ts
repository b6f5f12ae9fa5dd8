import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import type { NoPlace } from './place.ts'

/** A form that a security key answers. */
export interface KeyForm {
  at: string
  purpose: 'register' | 'prove'
  /** What the key is asked, as JSON. */
  options: string
  /** What is sent beside the answer. */
  fields: Markup
  /** Of the button. */
  label: string
}

/** The form; without scripts it says that it needs them. */
export const keyForm = ({ at, purpose, options, fields, label }: KeyForm): Markup =>
  html`<form method="post" action="${at}" data-key="${purpose}" data-options="${options}">
${fields}${keyButton(label)}
</form>`

/** What of it asks the key, for a form that may also be sent without. */
export const keyButton = (label: string): Markup => html`${hidden('credential', '')}
<div class="row"><button class="main" type="button" data-ask hidden>${label}</button></div>
<p class="soft" role="status">Security keys need scripts, which this browser does not run.</p>`

/** Says why keys do not work here, and where they do. */
export const noKeysHere = ({ because, instead }: NoPlace): Markup =>
  html`<p class="soft">${because}${instead ? html` <a href="${instead}">Go to this page on localhost</a>, where they work.` : ''}</p>`
