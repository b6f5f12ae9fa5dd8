import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada } = village
const at = '/2.0/repositories/acme/site/src'

test('a first commit begins the main branch', async () => {
  const form = new FormData()
  form.set('/docs/README.md', new Blob(['# Site\n']), 'README.md')
  form.set('message', 'Begin')
  const answer = await ada.post(at, form)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  console.log(answer.headers.get('location'))
})
