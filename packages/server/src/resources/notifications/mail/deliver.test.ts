import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openPostOffice } from '../../../kernel/mail/testing.ts'
import { workingCopy } from '../../pull-requests/testing.ts'
import { deliver } from './deliver.ts'

let isLater = false
const office = await openPostOffice({ user: 'pail', pass: 'secret' }, {}, () => isLater)
const village = await openVillage({
  PAIL_SMTP_URL: office.url,
  PAIL_MAIL_FROM: 'Pail <pail@example.com>',
  PAIL_PUBLIC_URL: 'https://git.example.com',
})
after(async () => {
  await village.close()
  await office.close()
})
const { ada, bob, root, users, forge } = village
const copy = await workingCopy(village)
await copy.push('acme/vault', 'main')

async function open(branch: string, more: object = {}, to = 'acme/site') {
  await copy.commit(branch, { [branch]: branch })
  await copy.push(to, branch)
  const body = { title: 'Add it', source: { branch: { name: branch } }, ...more }
  const made = await ada.post(`/2.0/repositories/${to}/pullrequests`, body)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return `/2.0/repositories/${to}/pullrequests/${made.body.id}`
}
const say = async (who: typeof ada, at: string, raw: string) =>
  assert.equal((await who.post(`${at}/comments`, { content: { raw } })).status, 201)
const got = async () => {
  await village.work()
  return office.take()
}
const states = () => forge.database.reader.selectFrom('notifications').orderBy('id').selectAll().execute()
const due = () => forge.database.transact(tx => tx.updateTable('jobs').set({ run_after: '' }).execute())
const decoded = (content: string) => content.replaceAll('=\r\n', '').replaceAll('=3D', '=')

const at = await open('first', {
  title: 'Add <b>it</b>\r\nBcc: eve@example.com',
  description: '<script>alert(1)</script> & more',
  reviewers: [{ uuid: users.bob.uuid }],
})

test('a reviewer gets one letter, whose text stays text wherever it comes from', async () => {
  const letters = await got()
  assert.deepEqual(
    letters.map(one => one.to),
    [['bob@example.com']],
  )
  const { headers, content } = letters[0]!
  assert.equal(headers.from, 'Ada <pail@example.com>')
  assert.match(headers.subject!, /^\[acme\/site\] Add <b>it<\/b> +Bcc: eve@example\.com \(#1\)$/)
  assert.equal('bcc' in headers, false)
  assert.equal(headers['list-id'], '"acme/site" <site.acme.git.example.com>')
  const text = decoded(content)
  assert.match(text, /https:\/\/git\.example\.com\/acme\/site\/pull-requests\/1/)
  assert.match(text, /asks you to review pull request #1/)
  assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; more/)
  assert.match(text, /Add &lt;b&gt;it&lt;\/b&gt;/)
  assert.deepEqual(
    (await states()).map(row => row.mail),
    ['sent'],
  )
})

test('letters about one pull request are one conversation, each with an id of its own', async () => {
  await say(bob, at, 'One')
  await say(bob, at, 'Two')
  const [one, two] = await got()
  assert.deepEqual([one!.to, two!.to], [['ada@example.com'], ['ada@example.com']])
  assert.notEqual(one!.headers['message-id'], two!.headers['message-id'])
  assert.match(one!.headers.references!, /^<pullrequest\.[0-9a-f-]+@git\.example\.com>$/)
  assert.equal(one!.headers.references, two!.headers.references)
  assert.equal(one!.headers['in-reply-to'], two!.headers['in-reply-to'])
})

test('a letter is sent once, however often its job is run', async () => {
  await say(bob, at, 'Three')
  assert.equal((await got()).length, 1)
  const { id } = (await states()).at(-1)!
  await deliver.run({ notification: id }, forge)
  assert.deepEqual(office.take(), [])
})

test('killed after the sending and before the note of it, one letter comes twice under one id', async () => {
  await say(bob, at, 'Four')
  const [before] = await got()
  const { id } = (await states()).at(-1)!
  await forge.database.transact(tx =>
    tx.updateTable('notifications').set({ mail: 'due' }).where('id', '=', id).execute(),
  )
  await deliver.run({ notification: id }, forge)
  const [again, ...more] = office.take()
  assert.equal(again!.headers['message-id'], before!.headers['message-id'])
  assert.deepEqual(more, [])
})

test('who is refused by the mail server is not tried again', async () => {
  await root.post('/pail/1/users/ada/emails', { email: 'refused@example.com', is_confirmed: true })
  await root.put('/pail/1/users/ada/emails/refused@example.com', { is_primary: true })
  await say(bob, at, 'Five')
  assert.deepEqual(await got(), [])
  assert.equal((await states()).at(-1)!.mail, 'refused')
  await due()
  assert.deepEqual(await got(), [])
})

test('who cannot be reached now is tried again later', async () => {
  await root.post('/pail/1/users/ada/emails', { email: 'later@example.com', is_confirmed: true })
  await root.put('/pail/1/users/ada/emails/later@example.com', { is_primary: true })
  await say(bob, at, 'Six')
  assert.deepEqual(await got(), [])
  assert.equal((await states()).at(-1)!.mail, 'due')
  isLater = true
  await due()
  assert.deepEqual(
    (await got()).map(one => one.to),
    [['later@example.com']],
  )
  assert.equal((await states()).at(-1)!.mail, 'sent')
  await root.put('/pail/1/users/ada/emails/ada@example.com', { is_primary: true })
})

test('who may no longer read it when the letter is sent gets none', async () => {
  await root.post('/pail/1/users/eve/emails', { email: 'later@elsewhere.example', is_confirmed: true })
  await root.put('/pail/1/users/eve/emails/later@elsewhere.example', { is_primary: true })
  isLater = false
  await say(bob, at, '@eve look at the secret')
  await got()
  assert.equal((await states()).find(row => row.user_uuid === users.eve.uuid)?.mail, 'due')
  await ada.put('/2.0/repositories/acme/site', { is_private: true })
  isLater = true
  await due()
  assert.deepEqual(await got(), [])
  assert.equal((await states()).find(row => row.user_uuid === users.eve.uuid)?.mail, 'dropped')
  await ada.put('/2.0/repositories/acme/site', { is_private: false })
})

test('a comment that was deleted meanwhile is not mailed', async () => {
  isLater = false
  await root.post('/pail/1/users/bob/emails', { email: 'later@bob.example', is_confirmed: true })
  await root.put('/pail/1/users/bob/emails/later@bob.example', { is_primary: true })
  const { body } = await ada.post(`${at}/comments`, { content: { raw: '@bob oops' } })
  await got()
  await ada.delete(`${at}/comments/${body.id}`)
  isLater = true
  await due()
  assert.deepEqual(await got(), [])
  await root.put('/pail/1/users/bob/emails/bob@example.com', { is_primary: true })
})

test('who wants no mail gets none, and still finds it in the inbox; the other way round as well', async () => {
  const settings = '/pail/1/user/notification-settings'
  await ada.put(settings, { commented: { mail: false } })
  await say(bob, at, 'Seven')
  assert.deepEqual(await got(), [])
  const newest = async () => (await ada.get('/pail/1/user/notifications?pagelen=1')).body.values[0]
  const { id } = await newest()
  assert.equal((await ada.get(settings)).body.sends_mail, true)
  await ada.put(settings, { commented: { mail: true, inbox: false } })
  await say(bob, at, 'Eight')
  assert.equal((await got()).length, 1)
  assert.equal((await newest()).id, id)
  await ada.put(settings, { commented: { inbox: true } })
})

test('news of the day before yesterday is not mailed', async () => {
  isLater = false
  await root.put('/pail/1/users/bob/emails/later@bob.example', { is_primary: true })
  await say(ada, at, '@bob old')
  await got()
  await forge.database.transact(tx =>
    tx.updateTable('notifications').set({ created_on: '2020-01-01T00:00:00.000Z' }).where('mail', '=', 'due').execute(),
  )
  isLater = true
  await due()
  assert.deepEqual(await got(), [])
  await root.put('/pail/1/users/bob/emails/bob@example.com', { is_primary: true })
})

test('a private repository tells who was given it, and nobody else', async () => {
  const hidden = await open('second', {}, 'acme/vault')
  await say(ada, hidden, '@bob @eve look')
  assert.deepEqual(
    (await got()).map(one => one.to),
    [['bob@example.com']],
  )
})
