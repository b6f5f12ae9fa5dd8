import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Unavailable } from '@pail/failures'
import { readConfig } from '../../config.ts'
import { BadSetting } from '../../settings/setting.ts'
import { type Mail, openMailer, Refused } from './mailer.ts'
import { readMailSettings } from './settings.ts'
import { openPostOffice } from './testing.ts'

const office = await openPostOffice({ user: 'pail', pass: 'correct: horse@' })
after(() => office.close())
const mailer = (server = office.url) => openMailer(readMailSettings(server, 'Pail <pail@example.com>')!)
const letter: Mail = {
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello, Ada',
  html: '<p>Hello, Ada</p>',
  id: '1@pail.test',
}

const refuses = (settings: Record<string, string>, about: RegExp) =>
  assert.throws(
    () => readConfig(settings),
    error => error instanceof BadSetting && about.test(error.message),
  )

test('a mail server is named whole, together with a sender and what links start with', () => {
  const all = {
    PAIL_SMTP_URL: 'smtp://mail.example.com',
    PAIL_MAIL_FROM: 'pail@example.com',
    PAIL_PUBLIC_URL: 'https://git.example.com',
  }
  assert.deepEqual(readConfig(all).mail, {
    host: 'mail.example.com',
    port: 587,
    isSecure: false,
    account: undefined,
    from: { name: 'Pail', address: 'pail@example.com' },
  })
  assert.equal(readConfig({}).mail, undefined)
  refuses({ ...all, PAIL_MAIL_FROM: '' }, /go together/)
  refuses({ ...all, PAIL_SMTP_URL: '' }, /go together/)
  refuses({ ...all, PAIL_PUBLIC_URL: '' }, /needs PAIL_PUBLIC_URL/)
  refuses({ ...all, PAIL_MAIL_FROM: 'nobody' }, /must be an e-mail address/)
  refuses({ ...all, PAIL_MAIL_FROM: 'x <a@example.com>\nBcc: b@example.com' }, /must be an e-mail address/)
  refuses({ ...all, PAIL_SMTP_URL: 'smtp://mail.example.com/?logger=1' }, /must be an address/)
})

test('a mail server that cannot be used is not repeated, as its password may stand in it', () => {
  const bad = { PAIL_SMTP_URL: 'https://user:secret-word@mail.example.com' }
  assert.throws(
    () => readConfig(bad),
    error => error instanceof BadSetting && !error.message.includes('secret-word'),
  )
})

test('a letter arrives as text and as HTML, over TLS and after the password', async () => {
  await mailer().send({ ...letter, thread: 'root@pail.test', list: { id: 'site.acme.pail.test', name: 'acme/site' } })
  const [got] = office.take()
  assert.equal(got?.isSecure, true)
  assert.equal(got?.user, 'pail')
  assert.deepEqual([got?.from, got?.to], ['pail@example.com', ['ada@example.com']])
  const { headers } = got!
  assert.equal(headers.from, 'Pail <pail@example.com>')
  assert.equal(headers.to, 'ada@example.com')
  assert.equal(headers['message-id'], '<1@pail.test>')
  assert.equal(headers['in-reply-to'], '<root@pail.test>')
  assert.equal(headers.references, '<root@pail.test>')
  assert.equal(headers['list-id'], '"acme/site" <site.acme.pail.test>')
  assert.equal(headers['auto-submitted'], 'auto-generated')
  assert.equal(headers['reply-to'], undefined)
  assert.match(
    got!.content,
    /Content-Type: text\/plain[\s\S]*Hello, Ada[\s\S]*Content-Type: text\/html[\s\S]*<p>Hello, Ada<\/p>/,
  )
})

test('no text becomes a header, whatever it holds', async () => {
  const evil = 'Hello\r\nBcc: eve@example.com\r\n\r\nBody\u2028X: y'
  await mailer().send({ ...letter, subject: evil, from: `"${evil}" <x@example.com>,` })
  const [got] = office.take()
  assert.deepEqual(got?.to, ['ada@example.com'])
  assert.equal(got?.from, 'pail@example.com')
  assert.equal('bcc' in got!.headers, false)
  assert.equal('x' in got!.headers, false)
  assert.equal(got!.headers.subject, 'Hello Bcc: eve@example.com Body X: y')
})

test('an address that would say more to the server than an address is refused', async () => {
  await assert.rejects(mailer().send({ ...letter, to: 'a>,<b@example.com' }), Refused)
  assert.deepEqual(office.take(), [])
})

test('who is refused for good is told apart from who may be taken later', async () => {
  await assert.rejects(mailer().send({ ...letter, to: 'refused@example.com' }), Refused)
  await assert.rejects(mailer().send({ ...letter, to: 'later@example.com' }), Unavailable)
  assert.deepEqual(office.take(), [])
})

test('a wrong password is no refusal of the letter, is not repeated, and keeps the server from being asked again', async () => {
  const wrong = mailer(office.url.replace('correct%3A', 'battery'))
  const told: string[] = []
  for (let time = 0; time < 2; time++)
    await wrong.send(letter).catch(error => {
      assert.ok(error instanceof Unavailable)
      told.push(error.message)
    })
  assert.match(told[0]!, /535/)
  assert.equal(told[1], 'The mail server could not be reached.')
  assert.ok(!told.join().includes('battery'))
})

test('a password is not sent to another machine without TLS', async () => {
  const plain = await openPostOffice({ user: 'pail', pass: 'secret' }, { hideSTARTTLS: true })
  try {
    // The same machine under an address that does not say so.
    await assert.rejects(mailer(plain.url.replace('127.0.0.1', '0.0.0.0')).send(letter), Unavailable)
    assert.deepEqual(plain.take(), [])
    assert.deepEqual(plain.passwords, [])
    await mailer(plain.url).send(letter)
    assert.equal(plain.take().length, 1)
  } finally {
    await plain.close()
  }
})

test('a password is not sent to another machine that cannot show whose it is', async () => {
  office.passwords.length = 0
  await assert.rejects(mailer(office.url.replace('127.0.0.1', '0.0.0.0')).send(letter), /certificate/)
  const secure = await openPostOffice({ user: 'pail', pass: 'secret' }, { secure: true })
  const url = secure.url.replace('smtp:', 'smtps:')
  try {
    await assert.rejects(mailer(url.replace('127.0.0.1', '0.0.0.0')).send(letter), /certificate/)
    assert.deepEqual([...office.passwords, ...secure.passwords], [])
    await mailer(url).send(letter)
    assert.equal(secure.take()[0]!.isSecure, true)
  } finally {
    await secure.close()
  }
})

test('a server that asks for no password is sent none', async () => {
  const open = await openPostOffice({ user: 'pail', pass: 'secret' }, { authOptional: true })
  try {
    const { port } = new URL(open.url)
    await mailer(`smtp://0.0.0.0:${port}`).send(letter)
    assert.deepEqual(
      open.take().map(one => [one.isSecure, one.user]),
      [[true, undefined]],
    )
  } finally {
    await open.close()
  }
})

test('a server that is not there is not waited for by every letter', async () => {
  const gone = await openPostOffice({ user: 'pail', pass: 'x' })
  await gone.close()
  const away = mailer(gone.url)
  await assert.rejects(away.send(letter), /ECONNREFUSED/)
  await assert.rejects(away.send(letter), { message: 'The mail server could not be reached.' })
})
