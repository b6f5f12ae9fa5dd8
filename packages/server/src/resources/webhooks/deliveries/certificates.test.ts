import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openVillage, temporary } from '@pail/testkit'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
const place = temporary()
const [key, cert] = [join(place, 'key.pem'), join(place, 'cert.pem')]
const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
execFileSync('openssl', ['req', '-x509', ...made, '-subj', '/CN=elsewhere', '-keyout', key, '-out', cert], {
  stdio: 'pipe',
})
let calls = 0
const secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
  request.resume().once('end', () => {
    calls++
    response.end()
  })
})
await new Promise<void>(resolve => secure.listen(0, '127.0.0.1', resolve))
after(async () => {
  await village.close()
  secure.closeAllConnections()
  secure.close()
})
const { ada } = village
const site = '/2.0/repositories/acme/site'
const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/hook`

test('a certificate that nobody vouches for is believed only where the hook says so', async () => {
  const { uuid } = (await ada.post(`${site}/hooks`, { url, events: ['repo:updated'] })).body
  await ada.put(site, { description: 'one' })
  await village.work()
  assert.equal(calls, 0)
  const history = `/pail/1/repositories/acme/site/hooks/${uuid}/deliveries`
  const [waiting] = (await ada.get(history)).body.values
  assert.deepEqual([waiting.state, waiting.attempts[0].error], ['PENDING', 'NETWORK ERROR'])
  await ada.put(`${site}/hooks/${uuid}`, { skip_cert_verification: true })
  await village.work()
  assert.equal(calls, 1)
})
