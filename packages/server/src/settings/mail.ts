import { isSender, isSmtp, type MailSettings, readMailSettings } from '../kernel/mail/settings.ts'
import { BadSetting, type Setting, setting, type Value } from './setting.ts'

export const mail: readonly Setting[] = [
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
]

/** A server and a sender, or neither. */
export function mailIn(value: Value): MailSettings | undefined {
  const [server, sender] = [value('PAIL_SMTP_URL'), value('PAIL_MAIL_FROM')]
  if ((server === '') !== (sender === '')) throw new BadSetting('PAIL_SMTP_URL and PAIL_MAIL_FROM go together')
  if (server !== '' && value('PAIL_PUBLIC_URL') === '')
    throw new BadSetting('PAIL_SMTP_URL needs PAIL_PUBLIC_URL: links in mail follow no request')
  return readMailSettings(server, sender)
}
