import { html } from 'hono/html'
import type { Markup } from './document.ts'

/** A field of a form. */
export interface Field {
  name: string
  label: string
  /** What is to be known before it is filled in. */
  about?: string
  /** Why what stood in it was refused. */
  wrong?: string | undefined
}

/** The field under its label; `control` makes it, with the attributes that tie the two and its refusal together. */
export function field({ name, label, about, wrong }: Field, control: (tied: Markup) => Markup): Markup {
  const notes = [about && `${name}-about`, wrong && `${name}-wrong`].filter(Boolean).join(' ')
  const tied = html` id="${name}" name="${name}"${notes ? html` aria-describedby="${notes}"` : ''}${wrong ? html` aria-invalid="true"` : ''}`
  return html`<label for="${name}">${label}</label>
${about ? html`<small id="${name}-about">${about}</small>` : ''}${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : ''}
${control(tied)}`
}

/** The same for things to tick: the fields belong to one question, which has the label. */
export const question = ({ name, label, about, wrong }: Field, fields: Markup): Markup =>
  html`<fieldset${wrong ? html` aria-describedby="${name}-wrong"` : ''}><legend>${label}</legend>
${about ? html`<small>${about}</small>` : ''}${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : ''}
${fields}</fieldset>`
