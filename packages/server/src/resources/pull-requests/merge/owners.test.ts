import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob } = village
const bench = await openBench(village)
const checks = async (at: string) => {
  const { body } = await ada.post(`${at}/merge`)
  return body.error?.data.checks.map(({ kind, message }: { kind: string; message: string }) => [kind, message])
}
const src = '/2.0/repositories/acme/site/src'
const write = async (path: string, content: string, branch: string) => {
  const { status } = await ada.post(src, new URLSearchParams({ [path]: content, branch, message: path }))
  assert.equal(status, 201)
}

test('the owners that the destination names have to agree to what changes, whatever the source says of them', async () => {
  await write('.bitbucket/CODEOWNERS', '*.css @bob\n', 'main')
  await bench.branch('style', 'site.css', 'a {}')
  await write('.bitbucket/CODEOWNERS', '# nobody\n', 'style')
  const at = await bench.open('style')
  assert.deepEqual(await checks(at), [['code_owners', 'Lacks the approval of code owners: @bob.']])
  await bob.post(`${at}/approve`)
  assert.equal((await ada.post(`${at}/merge`)).status, 200)
})

test('what nobody owns needs nobody', async () => {
  await write('.bitbucket/CODEOWNERS', '*.css @bob\nlegal/ @nobody-here\n', 'main')
  await bench.branch('text', 'text.txt', 'text')
  assert.equal((await ada.post(`${await bench.open('text')}/merge`)).status, 200)
})
