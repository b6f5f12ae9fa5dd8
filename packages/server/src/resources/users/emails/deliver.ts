import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue, type Job } from '../../../kernel/jobs.ts'
import { links, type Site } from '../../../kernel/links.ts'
import { type Mail, mailerOf, Refused } from '../../../kernel/mail/mailer.ts'
import { takeOne } from '../../../kernel/rate/take-one.ts'
import { siteOf } from '../../../kernel/site.ts'
import { html } from '../../../kernel/web/document.ts'
import * as users from '../store.ts'
import type { User } from '../user.ts'
import { issueCode } from './change.ts'
import type { Claim } from './email.ts'
import * as store from './store.ts'

/** Anybody may say that an address is theirs, so that somebody else may get the letter: not often. */
const MOST_AN_HOUR = { account: 20, address: 5 }

/**
 * Mails the link that confirms an address. Every try issues a code of its own, so that only the last letter counts:
 * running twice sends two, of which the first has a link without a use.
 */
export const deliverCode: Job<{ user: string; claim: string }> = {
  kind: 'users.emails.code',
  waitsOutside: true,
  async run({ user: uuid, claim: id }, forge) {
    const db = forge.database.reader
    const user = (await users.byUuids(db, [uuid])).get(uuid)
    const claim = user && (await store.seekClaim(db, user, id))
    const mailer = mailerOf(forge)
    if (!user || !claim || !mailer) return
    const code = await codeFor(forge, user, claim)
    if (code === undefined) return
    const site = siteOf(forge.config, forge.config.publicUrl ?? '')
    await mailer.send(letter(user, claim, { code, site })).catch(error => {
      if (!(error instanceof Refused)) throw error
      forge.log.warn({ claim: id, reason: error.message }, 'the mail server refuses a letter')
    })
  },
}

/** Asks for the letter as soon as an address is to be confirmed, where mail is sent at all. */
export const mailCode: Reaction = async ({ payload }, forge) => {
  if (!forge.config.mail) return
  const { user, claim } = payload as { user: string; claim: string }
  await forge.database.transact(tx => enqueue(tx, deliverCode, { user, claim }, { key: claim }))
}

const codeFor = ({ database, log }: Forge, user: User, { uuid, email }: Claim): Promise<string | undefined> =>
  database.transact(async tx => {
    const isSeldom =
      (await takeOne(tx, `codes of ${user.uuid}`, MOST_AN_HOUR.account)) &&
      (await takeOne(tx, `codes to ${email}`, MOST_AN_HOUR.address))
    if (isSeldom) return (await issueCode(tx, user, email)).code
    log.warn({ user: user.uuid, claim: uuid }, 'too many letters to confirm addresses; one is not sent')
    return undefined
  })

function letter(user: User, { uuid, email }: Claim, { code, site }: { code: string; site: Site }): Mail {
  const link = links.confirmEmail(site, code)
  const { host, hostname } = new URL(site.web)
  const lines = [
    `Somebody, most likely you, says that ${email} is an address of ${user.displayName} (${user.username}) at ${host}.`,
    'If it is, confirm it within a day:',
  ]
  const otherwise = 'If it is not, do nothing: the address stays without any use there.'
  return {
    to: email,
    subject: `Confirm your address at ${host}`,
    id: `confirm.${uuid}.${Date.now().toString(36)}@${hostname}`,
    text: [...lines, link, otherwise].join('\n\n'),
    html: String(
      html`${lines.map(line => html`<p>${line}</p>`)}<p><a href="${link}">${link}</a></p><p>${otherwise}</p>`,
    ),
  }
}
