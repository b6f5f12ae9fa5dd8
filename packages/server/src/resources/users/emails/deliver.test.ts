import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browser, openVillage } from '@pail/testkit'
import { openPostOffice } from '../../../kernel/mail/testing.ts'

let isLater = false
const office = await openPostOffice({ user: 'pail', pass: 'secret' }, {}, () => isLater)
const village = await openVillage({
  PAIL_SMTP_URL: office.url,
  PAIL_MAIL_FROM: 'pail@example.com',
  PAIL_PUBLIC_URL: 'http://pail.test',
})
after(async () => {
  await village.close()
  await office.close()
})
const { bob, eve, forge } = village

const OF_BOB = '/pail/1/users/bob/emails'
const got = async () => {
  await village.work()
  return office.take()
}
/** The code of the link in a letter. */
const codeIn = (content: string): string => {
  const link = /http:\/\/pail\.test\/account\/settings\/email\/\?code=[\w-]+/.exec(
    content.replaceAll('=\r\n', '').replaceAll('=3D', '='),
  )
  return new URL(link![0]).searchParams.get('code')!
}
const confirm = (code: string, who = bob, name = 'bob') =>
  who.post(`/pail/1/users/${name}/email-confirmation`, { code })

test('the link that confirms an address is mailed to that address and to no other', async () => {
  await bob.post(OF_BOB, { email: 'new@example.com' })
  const letters = await got()
  assert.deepEqual(
    letters.map(one => one.to),
    [['new@example.com']],
  )
  const code = codeIn(letters[0]!.content)
  assert.equal((await confirm(code, eve, 'eve')).status, 400)
  assert.equal((await confirm(code)).body.is_confirmed, true)
})

test('asking again mails another link, and the one before confirms nothing', async () => {
  await bob.post(OF_BOB, { email: 'second@example.com' })
  const [first] = await got()
  await bob.post(OF_BOB, { email: 'second@example.com' })
  const [second] = await got()
  assert.equal((await confirm(codeIn(first!.content))).status, 400)
  assert.equal((await confirm(codeIn(second!.content))).status, 200)
})

test('a claim that was taken back is not mailed', async () => {
  await bob.post(OF_BOB, { email: 'taken-back@example.com' })
  await bob.delete(`${OF_BOB}/taken-back@example.com`)
  assert.deepEqual(await got(), [])
})

test('a server that wants it later gets it later, and then it confirms', async () => {
  await bob.post(OF_BOB, { email: 'later@example.com' })
  assert.deepEqual(await got(), [])
  isLater = true
  await forge.database.transact(tx => tx.updateTable('jobs').set({ run_after: '' }).execute())
  const [letter] = await got()
  assert.equal((await confirm(codeIn(letter!.content))).status, 200)
})

test('an address that is refused is not tried again', async () => {
  await bob.post(OF_BOB, { email: 'refused@example.com' })
  assert.deepEqual(await got(), [])
  assert.deepEqual(
    await forge.database.reader.selectFrom('jobs').where('kind', '=', 'users.emails.code').select('id').execute(),
    [],
  )
})

test('nobody is mailed again and again by who says that the address is theirs', async () => {
  const letters = []
  for (let time = 0; time < 8; time++) {
    await eve.post('/pail/1/users/eve/emails', { email: 'victim@example.com' })
    letters.push(...(await got()))
    await eve.delete('/pail/1/users/eve/emails/victim@example.com')
  }
  assert.equal(letters.length, 5)
})

test('the page says where the code is', async () => {
  await bob.put('/pail/1/user/password', { password: 'correct horse battery' })
  await bob.post(OF_BOB, { email: 'third@example.com' })
  const inside = browser(village.fetch)
  await inside.fill('/account/signin/', '/account/signin/', { username: 'bob', password: 'correct horse battery' })
  assert.match((await inside.get('/account/settings/email/')).text, /It comes by mail to the address\./)
})
