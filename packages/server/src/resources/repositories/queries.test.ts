import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { repositoryFields } from './fields.ts'

const village = await openVillage()
after(() => village.close())
const { ada, acme } = village
const all = '/2.0/repositories/acme'
const ask = (query: Record<string, string>) => ada.get(`${all}?${new URLSearchParams(query)}`)
const found = async (q: string, sort = 'name') => {
  const { status, body } = await ask({ q, sort, pagelen: '100' })
  assert.equal(status, 200, JSON.stringify(body))
  return body.values.map((one: { name: string }) => one.name).join()
}

before(async () => {
  await ada.post(`${all}/alpha`, { language: 'go', description: 'Größe', website: 'https://a.example', has_wiki: true })
  await ada.post(`${all}/beta`, { language: 'rust', is_private: false, fork_policy: 'no_forks', has_issues: true })
})

test('what is not a field of a repository can neither be asked for nor sorted by', async () => {
  for (const path of [
    'password',
    'workspace_uuid',
    'workspaces.personal_of',
    'tokens.hash',
    '__proto__',
    'constructor',
  ]) {
    const asked = await ask({ q: `${path} = "x"` })
    assert.equal(asked.status, 400, path)
    assert.equal(asked.body.error.message, `Invalid field name: '${path}'`)
    assert.equal((await ask({ sort: `-${path}` })).status, 400, path)
  }
})

test('text that is meant to become SQL is text, or no query at all', async () => {
  assert.equal(await found(`name = "' or 1=1 --"`), '')
  assert.equal(await found(`name ~ "%' union select hash from tokens --"`), '')
  for (const sort of ["name'; drop table repositories; --", 'name,slug', 'name desc', '(select 1)', '--name'])
    assert.equal((await ask({ sort })).status, 400, sort)
  assert.equal((await ask({ q: 'name = "x" union select 1' })).status, 400)
  assert.equal(await found('name ~ ""'), 'alpha,beta,site,vault')
})

test('a query has an end, a depth and a number of terms', async () => {
  assert.equal((await ask({ q: `${'('.repeat(5000)}name = "x"${')'.repeat(5000)}` })).status, 400)
  assert.equal((await ask({ q: Array(10_000).fill('size = 1').join(' or ') })).status, 400)
  assert.equal((await ask({ q: `name = "${'x'.repeat(100_000)}"` })).status, 400)
})

test('a value must be of the type of its field', async () => {
  for (const q of ['size = "big"', 'is_private = "maybe"', 'created_on > "yesterday"', 'uuid = "x"', 'parent = "x"'])
    assert.equal((await ask({ q })).status, 400, q)
})

test('fields= asks for much in vain', async () => {
  const { status, body } = await ask({ fields: `${Array(200).fill('*').join('.')},values.*.*.*.*.*.*` })
  assert.ok(status === 200 || status === 400)
  if (status === 200) assert.ok(JSON.stringify(body).length < 1_000_000)
  const secrets = await ask({ fields: 'values.workspace_uuid,values.hash,values.tokens.hash' })
  assert.deepEqual(secrets.body.values ?? [], Array(secrets.body.values?.length ?? 0).fill({}))
})

test('a page is a number from one, a page length one from 1 to 100', async () => {
  for (const page of ['0', '-1', 'x', '1.5', '1e3', '99999999999999999999', ' 1', "1'"])
    assert.equal((await ask({ page })).status, 400, page)
  for (const pagelen of ['0', '-1', '101', '1e2', 'all']) assert.equal((await ask({ pagelen })).status, 400, pagelen)
})

test('a page far behind the last is empty', async () => {
  const { status, body } = await ask({ page: '999999999', pagelen: '100' })
  assert.equal(status, 200)
  assert.deepEqual(body.values, [])
  assert.equal(body.next, undefined)
})

test('every field can be asked for and sorted by', async () => {
  for (const [path, { type }] of Object.entries(repositoryFields)) {
    const value = {
      text: '"x"',
      uuid: `"${acme.uuid}"`,
      flag: 'true',
      number: '1',
      time: '2020-01-01',
      object: 'null',
      rank: '"x"',
    }
    assert.equal((await ask({ q: `${path} = ${value[type]}` })).status, 200, path)
    const sorted = await ask({ sort: path })
    assert.equal(sorted.status, type === 'object' ? 400 : 200, path)
    if (type !== 'object') assert.equal(sorted.body.size, 4, path)
  }
})

test('a query finds what it says', async () => {
  assert.equal(await found('name = "alpha" or slug = "beta"'), 'alpha,beta')
  assert.equal(await found('description ~ "GRÖSSE"'), '')
  assert.equal(await found('description ~ "größ"'), 'alpha')
  assert.equal(await found('language = "rust" and is_private = false'), 'beta')
  assert.equal(await found('full_name = "acme/alpha"'), 'alpha')
  assert.equal(await found('project.key = "SITE" and project.name = "Site" and name != "alpha"'), 'beta,site,vault')
  assert.equal(await found('project.key = "site"'), '')
  assert.equal(await found(`workspace.slug = "acme" and owner.uuid = "{${acme.uuid}}"`), 'alpha,beta,site,vault')
  assert.equal(await found('has_wiki = true or has_issues = true'), 'alpha,beta')
  assert.equal(await found('website = null', '-name'), 'vault,site,beta')
  assert.equal(await found('fork_policy IN ("no_forks", "allow_forks")'), 'beta,site')
  assert.equal(await found('mainbranch.name = null and scm = "git" and parent = null'), 'alpha,beta,site,vault')
  assert.equal(await found('created_on > 2020-01-01 and updated_on < 2020-01-01'), '')
})

test('pages neither overlap nor lose anything while others create', async () => {
  const first = await ask({ pagelen: '2', sort: 'created_on' })
  await ada.post(`${all}/gamma`, {})
  const second = await ada.get(first.body.next.slice('http://pail.test'.length))
  const names = [...first.body.values, ...second.body.values].map((one: { name: string }) => one.name)
  assert.deepEqual(names, ['site', 'vault', 'alpha', 'beta'])
})
