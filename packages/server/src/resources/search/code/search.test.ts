import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { caller, openVillage } from '@pail/testkit'
import { fill, found, nameOf } from './testing.ts'

const village = await openVillage({ PAIL_SEARCH: 'embedded', PAIL_SEARCH_BRANCHES: 'release/*' })
after(() => village.close())
const { ada, bob, eve, stranger, users } = village
const SEARCH = '/2.0/workspaces/acme/search/code'
const SNEK = 'import os\n\ndef foo():\n    print("snek")\n\nprint(os)\n'
let tip: string

before(async () => {
  const site = { 'src/foo.py': SNEK, 'catalog-info.yaml': 'kind: Component\n', 'docs/catalog-info.yaml': 'kind: API\n' }
  tip = await fill(village, 'acme/site', { ...site, 'docs/b%20 c.md': 'Needle one\n' })
  await fill(village, 'acme/site', { 'old.txt': 'needle of release\n' }, 'release/1')
  await fill(village, 'acme/vault', {
    'secret-plan.md': 'needle in the vault\n',
    'catalog-info.yaml': 'kind: Secret\n',
  })
  await ada.post('/2.0/repositories/acme/lone', { project: { key: 'SITE' }, is_private: true })
  const fork = { name: 'copy', is_private: true, project: { key: 'SITE' }, workspace: { slug: 'acme' } }
  assert.equal((await ada.post('/2.0/repositories/acme/site/forks', fork)).status, 201)
  await village.work()
})

async function refused(path: string, status = 400) {
  const answer = await ada.get(path)
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.equal(answer.body.type, 'error')
  assert.equal(typeof answer.body.error.message, 'string')
  return answer.body.error
}

test('a query that is missing or malformed is refused, the latter with a key', async () => {
  assert.deepEqual((await refused(SEARCH)).fields, { search_query: 'required key not provided' })
  for (const query of ['', '   ', 'NOT foo', 'repo:site', '()'])
    assert.match((await refused(`${SEARCH}?search_query=${encodeURIComponent(query)}`)).data.key, /^search\.query\./)
  assert.match((await refused(`${SEARCH}?search_query=${'a'.repeat(2001)}`)).data.key, /^search\.query\./)
  assert.match((await refused(`${SEARCH}?match=regex&search_query=${encodeURIComponent('(')}`)).data.key, /^search\./)
})

test('pages that make no sense are refused', async () => {
  for (const page of ['page=0', 'page=-1', 'page=x', 'pagelen=0', 'pagelen=101', 'pagelen=ten'])
    await refused(`${SEARCH}?search_query=foo&${page}`)
})

test('parameters beyond upstream take what they know', async () => {
  for (const more of ['match=fuzzy', 'forks=some', 'branch=']) await refused(`${SEARCH}?search_query=foo&${more}`)
})

test('another kind of account than the address says is refused', async () => {
  const mismatch = /type of target account/
  assert.match((await refused('/2.0/users/acme/search/code?search_query=foo')).message, mismatch)
  assert.match((await refused('/2.0/teams/ada/search/code?search_query=foo')).message, mismatch)
  assert.match((await refused(`/2.0/workspaces/{${users.ada.uuid}}/search/code?search_query=foo`)).message, mismatch)
})

test('accounts that are missing and workspaces that are hidden are refused alike', async () => {
  for (const [kind, missing] of [
    ['workspaces', 'nowhere'],
    ['teams', 'nowhere'],
    ['users', 'nowhere'],
  ] as const) {
    const hidden = await ada.get(`/2.0/${kind}/elsewhere/search/code?search_query=foo`)
    const none = await ada.get(`/2.0/${kind}/${missing}/search/code?search_query=foo`)
    assert.deepEqual([hidden.status, none.status], [404, 404])
    assert.equal(JSON.stringify(hidden.body).replaceAll('elsewhere', missing), JSON.stringify(none.body))
  }
})

test('a token needs the scope of repositories', async () => {
  const { status, body } = await (await village.as('ada', ['account'])).get(`${SEARCH}?search_query=foo`)
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail.required, ['repository'])
})

test('of a private repository outsiders see neither files nor names nor numbers', async () => {
  for (const by of [eve, stranger]) {
    assert.deepEqual(await found(by, 'needle'), ['acme/site:docs/b%20 c.md'])
    assert.deepEqual(await found(by, 'secret OR plan'), [])
    assert.deepEqual(await found(by, 'needle repo:vault'), [])
    assert.deepEqual(await found(by, 'needle NOT repo:vault'), ['acme/site:docs/b%20 c.md'])
    const { headers, body } = await by.get(`${SEARCH}?search_query=vault`)
    assert.equal(body.size, 0)
    assert.equal(headers.get('x-pail-search-incomplete'), null)
  }
})

test('who may read a repository finds what is in it', async () => {
  assert.deepEqual(await found(ada, 'needle'), ['acme/site:docs/b%20 c.md', 'acme/vault:secret-plan.md'])
  assert.deepEqual(await found(bob, 'needle repo:vault'), ['acme/vault:secret-plan.md'])
  assert.deepEqual(await found(bob, 'needle project:SITE repo:acme/vault'), ['acme/vault:secret-plan.md'])
})

test('an access token finds what is public, and what it may read', async () => {
  const tokenOf = async (holder: string) => {
    const { body } = await ada.post(`/pail/1/${holder}/access-tokens`, { name: 'finder', scopes: ['repository'] })
    return caller(village.fetch, body.secret)
  }
  const both = ['acme/site:docs/b%20 c.md', 'acme/vault:secret-plan.md']
  assert.deepEqual(await found(await tokenOf('repositories/acme/lone'), 'needle'), ['acme/site:docs/b%20 c.md'])
  assert.deepEqual(await found(await tokenOf('repositories/acme/vault'), 'needle'), both)
  assert.deepEqual(await found(await tokenOf('workspaces/acme/projects/SITE'), 'needle'), both)
  assert.deepEqual(await found(await tokenOf('workspaces/acme'), 'needle'), both)
})

test('the published example answers as it is published', async () => {
  const { body, headers } = await ada.get(`${SEARCH}?search_query=foo%20ext:py`)
  const href = `http://pail.test/2.0/repositories/acme/site/src/${tip}/src/foo.py`
  const lines = [
    { line: 2, segments: [] },
    { line: 3, segments: [{ text: 'def ' }, { text: 'foo', match: true }, { text: '():' }] },
    { line: 4, segments: [{ text: '    print("snek")' }] },
    { line: 5, segments: [] },
  ]
  const result = {
    type: 'code_search_result',
    content_match_count: 2,
    content_matches: [{ lines }],
    path_matches: [{ text: 'src/' }, { text: 'foo', match: true }, { text: '.py' }],
    file: { path: 'src/foo.py', type: 'commit_file', links: { self: { href } } },
  }
  const page = { size: 1, page: 1, pagelen: 10, query_substituted: false, values: [result] }
  assert.equal(JSON.stringify(body), JSON.stringify(page))
  assert.equal(headers.get('x-pail-search-incomplete'), null)
  assert.equal((await ada.get(new URL(href).pathname)).body, SNEK)
})

test('the catalog of Backstage is found by its own query', async () => {
  const query = new URLSearchParams({
    search_query: '"catalog-info.yaml" path:/catalog-info.yaml',
    fields: [
      '-values.content_matches',
      '+values.file.commit.repository.mainbranch.name',
      '+values.file.commit.repository.project.key',
      '+values.file.commit.repository.slug',
      '-values.*.links',
      '-values.*.*.links',
      '-values.*.*.*.links',
      '+values.file.commit.repository.links.html.href',
    ].join(','),
    pagelen: '100',
  })
  const { status, body } = await ada.get(`${SEARCH}?${query}`)
  assert.equal(status, 200)
  assert.deepEqual([body.size, body.pagelen], [2, 100])
  const slugOf = (one: { file: { commit: { repository: { slug: string } } } }) => one.file.commit.repository.slug
  const values = body.values.toSorted((a: never, b: never) => slugOf(a).localeCompare(slugOf(b)))
  const [first, second] = values
  assert.deepEqual([first.content_matches, first.file.path], [undefined, 'catalog-info.yaml'])
  const { repository, hash } = first.file.commit
  assert.equal(hash, tip)
  assert.deepEqual(
    [repository.slug, repository.mainbranch.name, repository.project.key, repository.links],
    ['site', 'main', 'SITE', { html: { href: 'http://pail.test/acme/site' } }],
  )
  assert.equal(second.file.commit.repository.slug, 'vault')
  assert.equal((await stranger.get(`${SEARCH}?${query}`)).body.size, 1)
})

test('a query that was relaxed says so', async () => {
  assert.equal((await ada.get(`${SEARCH}?search_query=foo`)).body.query_substituted, false)
  assert.equal((await ada.get(`${SEARCH}?search_query=${encodeURIComponent('(foo')}`)).body.query_substituted, true)
})

test('fields lead through files and commits to all that these show', async () => {
  const query = `${SEARCH}?search_query=foo%20ext:py&fields=`
  const fields = 'values.file.commit.message,values.file.commit.author.raw,values.file.commit.repository.full_name'
  const { body } = await ada.get(query + fields)
  const file = { commit: { message: 'change\n', author: { raw: 'Ada <ada@example.com>' } } }
  const commit = { ...file.commit, repository: { full_name: 'acme/site' } }
  assert.deepEqual(body, { values: [{ file: { commit } }] })
  assert.deepEqual((await ada.get(`${query}size,values.content_matches.lines.line`)).body, {
    size: 1,
    values: [{ content_matches: [{ lines: [2, 3, 4, 5].map(line => ({ line })) }] }],
  })
  const wide = await ada.get(`${query}%2Bvalues.*.*.*.*`)
  assert.equal(wide.body.values[0].file.commit.repository.project.key, 'SITE')
})

test('pages follow one another with everything that was asked', async () => {
  const { body } = await ada.get(`${SEARCH}?search_query=kind&pagelen=1&page=2`)
  assert.deepEqual([body.size, body.page, body.pagelen, body.values.length], [3, 2, 1, 1])
  assert.equal(body.next, `http://pail.test${SEARCH}?search_query=kind&pagelen=1&page=3`)
  assert.equal(body.previous, `http://pail.test${SEARCH}?search_query=kind&pagelen=1&page=1`)
  const last = await ada.get(new URL(body.next).pathname + new URL(body.next).search)
  assert.equal(last.body.next, undefined)
  const beyond = await ada.get(`${SEARCH}?search_query=kind&page=999999999`)
  assert.deepEqual([beyond.status, beyond.body.values, beyond.body.size], [200, [], 3])
})

test('pieces of text, expressions and definitions are found when they are asked for', async () => {
  const path = 'acme/site:src/foo.py'
  assert.deepEqual(await found(ada, 'nek"', { match: 'substring' }), [path])
  assert.deepEqual(await found(ada, 'print\\("[a-z]+"\\)', { match: 'regex' }), [path])
  assert.deepEqual(await found(ada, 'foo', { match: 'symbols' }), [path])
  assert.deepEqual(await found(ada, 'snek', { match: 'symbols' }), [])
  assert.deepEqual(await found(ada, 'needle', { case_sensitive: 'true' }), ['acme/vault:secret-plan.md'])
})

test('other branches are searched by name and by glob, at their own commit', async () => {
  assert.deepEqual(await found(ada, 'needle', { branch: 'release/1' }), ['acme/site:old.txt'])
  assert.deepEqual(await found(ada, 'needle', { branch: 'rel*' }), ['acme/site:old.txt'])
  assert.deepEqual(await found(ada, 'needle', { branch: 'nothing' }), [])
})

test('a fork that brings nothing of its own is left out unless all forks are wanted', async () => {
  assert.deepEqual(await found(ada, 'snek'), ['acme/site:src/foo.py'])
  assert.deepEqual(await found(ada, 'snek', { forks: 'all' }), ['acme/copy:src/foo.py', 'acme/site:src/foo.py'])
  await fill(village, 'acme/copy', { 'src/foo.py': SNEK, 'own.txt': 'my own\n' })
  await village.work()
  assert.deepEqual(await found(ada, 'snek'), ['acme/copy:src/foo.py', 'acme/site:src/foo.py'])
  assert.deepEqual(await found(stranger, 'own'), [])
})

test('teams are workspaces that are nobody’s own, and users search what is theirs', async () => {
  assert.deepEqual(await found(ada, 'snek repo:site', {}, '/2.0/teams/acme'), ['acme/site:src/foo.py'])
  assert.deepEqual(await found(ada, 'snek', {}, `/2.0/users/{${users.ada.uuid}}`), [])
  const { body } = await village.root.post('/pail/1/users', {
    ...{ username: 'joan', email: 'joan@example.com', display_name: 'Joan' },
  })
  await village.root.post('/2.0/repositories/joan/own', { is_private: false })
  await fill(village, 'joan/own', { 'mine.txt': 'snek\n' }).catch(() => {})
  assert.equal((await ada.get(`/2.0/teams/joan/search/code?search_query=snek`)).status, 400)
  assert.equal((await ada.get(`/2.0/users/${body.uuid}/search/code?search_query=snek`)).status, 200)
  assert.equal((await ada.get(`/2.0/workspaces/joan/search/code?search_query=snek`)).status, 200)
})

test('a repository that is deleted or made private is not found from that moment on', async () => {
  const { body } = await ada.post('/2.0/repositories/acme/passing', { project: { key: 'SITE' }, is_private: false })
  await fill(village, 'acme/passing', { 'a.txt': 'ephemera\n' })
  await village.work()
  assert.deepEqual(await found(stranger, 'ephemera'), ['acme/passing:a.txt'])
  await ada.put(`/2.0/repositories/acme/passing`, { is_private: true })
  assert.deepEqual(await found(stranger, 'ephemera'), [])
  assert.deepEqual(await found(ada, 'ephemera'), ['acme/passing:a.txt'])
  await ada.delete('/2.0/repositories/acme/passing')
  assert.deepEqual(await found(ada, 'ephemera'), [])
  await village.work()
  assert.deepEqual(await village.forge.search!.known(body.uuid.slice(1, -1)), [])
})

test('an address in a result leads to the file, whatever it is called', async () => {
  const { body } = await ada.get(`${SEARCH}?search_query=Needle%20repo:site`)
  const { href } = body.values[0].file.links.self
  assert.equal(nameOf(href), 'acme/site:docs/b%20 c.md')
  assert.equal((await ada.get(new URL(href).pathname)).body, 'Needle one\n')
})
