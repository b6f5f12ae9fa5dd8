import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { flag, links, text, time, view } from '../../../kernel/view.ts'
import type { ConfirmationCode, Email } from './email.ts'

export const emailView = view<Email>('email', {
  email: text(e => e.email),
  is_primary: flag(e => e.isPrimary),
  is_confirmed: flag(e => e.isConfirmed),
  links: links({ self: (e, { site }) => at.email(site, e.email) }),
})

/** For who hands it out; nothing shows it again. */
export const codeView = view<ConfirmationCode & { email: string }>('email_confirmation_code', {
  email: text(c => c.email),
  code: text(c => c.code),
  link: text((c, { site }) => at.confirmEmail(site, c.code)),
  expires_on: time(c => c.expiresOn),
})

export const newEmailInput = Type.Object({
  email: Type.String({ minLength: 3, maxLength: 255 }),
  is_confirmed: Type.Optional(Type.Boolean()),
})

export const primaryInput = Type.Object({ is_primary: Type.Literal(true) })

export const codeInput = Type.Object({ code: Type.String({ minLength: 1, maxLength: 100 }) })
