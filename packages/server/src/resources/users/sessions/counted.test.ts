import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browser, openVillage } from '@pail/testkit'

const village = await openVillage({ PAIL_RATE_LIMITS: 'anonymous=4,other=6', PAIL_PROXIES: '1' })
after(() => village.close())

const PASSWORD = 'correct horse battery'
const IN = '/account/signin/'
const EMAIL = '/account/settings/email/'
const TOKEN = '/site/oauth2/access_token'
const from = (address: string) => ({ 'x-forwarded-for': address })

test('pages count as calls of the address that nobody in particular comes from', async () => {
  const by = browser(village.fetch)
  for (let visit = 0; visit < 4; visit++) assert.equal((await by.get(IN, from('192.0.2.1'))).status, 200)
  const { status, headers, text } = await by.get(IN, from('192.0.2.1'))
  assert.equal(status, 429)
  assert.match(headers.get('retry-after') ?? '', /^\d+$/)
  assert.match(text, /Rate limit for this resource has been exceeded/)
  assert.equal((await by.post(IN, {}, from('192.0.2.1'))).status, 429)
  assert.equal((await by.get('/account/signin/second-factor/', from('192.0.2.1'))).status, 429)
  assert.equal((await by.get('/site/oauth2/authorize', from('192.0.2.1'))).status, 429)
  assert.equal((await village.stranger.get('/2.0/user', { headers: from('192.0.2.1') })).status, 429)
  assert.equal((await by.get(IN, from('192.0.2.2'))).status, 200)
})

test('those of who has signed in count as theirs, wherever they come from', async () => {
  await village.ada.put('/pail/1/user/password', { password: PASSWORD })
  const by = browser(village.fetch)
  const { hidden } = await by.get(IN, from('192.0.2.3'))
  await by.post(IN, { ...hidden, username: 'ada', password: PASSWORD }, from('192.0.2.3'))
  const statuses: number[] = []
  for (let visit = 0; visit < 6; visit++) statuses.push((await by.get(EMAIL, from(`198.51.100.${visit}`))).status)
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429])
})

test('who guesses at consumers is counted by address', async () => {
  const guess = async () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'x', client_secret: 'guess' })
    return (await village.stranger.post(TOKEN, body, { headers: from('192.0.2.4') })).status
  }
  const statuses: number[] = []
  for (let attempt = 0; attempt < 5; attempt++) statuses.push(await guess())
  assert.deepEqual(statuses, [400, 400, 400, 400, 429])
})
