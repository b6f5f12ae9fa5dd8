import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, eve } = village
const at = (slug: string, revision: string) => `/pail/1/repositories/acme/${slug}/code-owners/${revision}`
const write = async (slug: string, branch: string, file: string) => {
  const form = new FormData()
  form.set('/.bitbucket/CODEOWNERS', file)
  form.set('branch', branch)
  assert.equal((await ada.send('POST', `/2.0/repositories/acme/${slug}/src`, { body: form })).status, 201)
}

before(async () => {
  await write('site', 'main', '* @ada\n/docs/ nobody\n*.md bob@example.com @acme/crew:random(2)\n!*.txt\n')
  await write('vault', 'main', '* @ada\n')
})

test('owners are hidden with the repository, and missing where the commit is', async () => {
  const [hidden, missing] = await Promise.all([eve.get(at('vault', 'main')), eve.get(at('nothing', 'main'))])
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
  assert.equal((await ada.get(at('site', 'nowhere'))).status, 404)
})

test('the file is shown as it is read, with what is wrong with it', async () => {
  const { status, body } = await eve.get(at('site', 'main'))
  assert.equal(status, 200)
  assert.deepEqual(body, {
    type: 'code_owners',
    path: '.bitbucket/CODEOWNERS',
    rules: [
      { line: 1, pattern: '*', owners: ['@ada'] },
      { line: 3, pattern: '*.md', owners: ['bob@example.com', '@acme/crew:random(2)'] },
      { line: 4, pattern: '!*.txt', owners: [] },
    ],
    complaints: [{ line: 2, message: 'nobody is not an owner' }],
  })
})

test('of one path the line that decides is shown', async () => {
  const lineFor = async (path: string) =>
    (await ada.get(`${at('site', 'main')}?path=${path}`)).body.rules.map(({ line }: { line: number }) => line)
  assert.deepEqual([await lineFor('docs/a.md'), await lineFor('a/b.txt'), await lineFor('c')], [[3], [4], [1]])
})

test('where there is no file nobody owns anything', async () => {
  const branch = '/2.0/repositories/acme/site/refs/branches'
  const form = new FormData()
  form.set('files', '/.bitbucket/CODEOWNERS')
  form.set('branch', 'bare')
  assert.equal((await ada.send('POST', '/2.0/repositories/acme/site/src', { body: form })).status, 201)
  assert.equal((await ada.get(`${branch}/bare`)).status, 200)
  const { body } = await ada.get(at('site', 'bare'))
  assert.deepEqual([body.rules, body.complaints], [[], []])
})
