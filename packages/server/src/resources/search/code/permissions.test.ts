import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answered, type Caller, caller, openVillage } from '@pail/testkit'
import { fill } from './testing.ts'

const village = await openVillage({ PAIL_SEARCH: 'embedded', PAIL_SEARCH_BRANCHES: '*' })
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village
const ACME = '/2.0/workspaces/acme'
const SLUGS = ['site', 'vault', 'deep', 'twig', 'broom'] as const

/** What every kind of question asks of the same words, which all repositories have. */
const QUESTIONS: readonly Record<string, string>[] = [
  { search_query: 'needle' },
  { search_query: 'needle', forks: 'all' },
  { search_query: 'needle', branch: '*', forks: 'all' },
  { search_query: 'nothing OR needle NOT repo:site', forks: 'all' },
  { search_query: 'needle NOT (repo:vault OR project:DEEP)', forks: 'all' },
  { search_query: '"needle in"', forks: 'all' },
  { search_query: 'eedl', match: 'substring', forks: 'all' },
  { search_query: 'n[e]+dle.in', match: 'regex', forks: 'all' },
  { search_query: 'hay', match: 'symbols', forks: 'all' },
  { search_query: 'path:stack needle', forks: 'all' },
  { search_query: 'needle', case_sensitive: 'true', forks: 'all' },
]

const contentOf = (slug: string) => ({ [`stack/of-${slug}.py`]: `def hay():\n    return "needle in ${slug}word"\n` })

const join = async (name: 'bob' | 'eve') => {
  const { status, body } = await ada.put(`/pail/1/workspaces/acme/members/{${users[name].uuid}}`, {
    permission: 'member',
  })
  assert.equal(status, 201, JSON.stringify(body))
}
const grantOf = (slug: string, name: 'bob' | 'eve') =>
  `/2.0/repositories/acme/${slug}/permissions-config/users/{${users[name].uuid}}`
const grant = async (slug: string, name: 'bob' | 'eve') => {
  const { status, body } = await ada.put(grantOf(slug, name), { permission: 'read' })
  assert.equal(status, 200, JSON.stringify(body))
}

before(async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DEEP', name: 'Deepest project', is_private: true })
  await ada.post('/2.0/repositories/acme/deep', { project: { key: 'DEEP' }, is_private: true })
  for (const slug of ['site', 'vault', 'deep']) await fill(village, `acme/${slug}`, contentOf(slug))
  const fork = (from: string, name: string) =>
    ada.post(`/2.0/repositories/acme/${from}/forks`, {
      ...{ name, is_private: true, project: { key: 'SITE' }, workspace: { slug: 'acme' } },
    })
  for (const [from, name] of [
    ['deep', 'twig'],
    ['site', 'broom'],
  ] as const) {
    const { status, body } = await fork(from, name)
    assert.equal(status, 201, JSON.stringify(body))
  }
  await fill(village, 'acme/twig', contentOf('twig'))
  await join('eve')
  await grant('twig', 'eve')
  await village.work()
})

const ask = (by: Caller, query: Record<string, string>, at = ACME): Promise<Answered> =>
  by.get(`${at}/search/code?${new URLSearchParams(query)}`)

/** The slugs of the repositories with results; numbers and headers tell of no others. */
async function foundIn(by: Caller, query: Record<string, string>): Promise<Set<string>> {
  const fields = '+values.file.commit.repository.slug'
  const { status, body, headers } = await ask(by, { ...query, fields })
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.size, body.values.length)
  assert.equal(headers.get('x-pail-search-incomplete'), null)
  return new Set(
    body.values.map((one: { file: { commit: { repository: { slug: string } } } }) => one.file.commit.repository.slug),
  )
}

const seenBy = async (by: Caller): Promise<Set<string>> => {
  const answers = await Promise.all(SLUGS.map(slug => by.get(`/2.0/repositories/acme/${slug}`)))
  return new Set(SLUGS.filter((_, at) => answers[at]!.status === 200))
}

/** No kind of question leads a caller to what they could not open, and the widest one leads to all that they can. */
async function findsWhatItSees(by: Caller, expected: readonly string[]): Promise<void> {
  const seen = await seenBy(by)
  assert.deepEqual([...seen].sort(), [...expected].sort())
  for (const question of QUESTIONS) {
    const found = await foundIn(by, question)
    assert.deepEqual([...found.difference(seen)], [], JSON.stringify(question))
  }
  assert.deepEqual(await foundIn(by, { search_query: 'needle', forks: 'all' }), seen)
}

const token = async (holder: string, scopes = ['repository']): Promise<Caller> => {
  const { status, body } = await ada.post(`/pail/1/${holder}/access-tokens`, { name: 'finder', scopes })
  assert.equal(status, 201, JSON.stringify(body))
  return caller(village.fetch, body.secret)
}

test('everybody finds what they may open, and nothing else', async () => {
  await findsWhatItSees(stranger, ['site'])
  await findsWhatItSees(eve, ['site', 'twig'])
  await findsWhatItSees(bob, ['site', 'vault', 'twig', 'broom'])
  await findsWhatItSees(ada, SLUGS)
  await findsWhatItSees(root, SLUGS)
})

test('tokens find what they were made for, and what is public', async () => {
  await findsWhatItSees(await token('repositories/acme/deep'), ['site', 'deep'])
  await findsWhatItSees(await token('workspaces/acme/projects/DEEP'), ['site', 'deep'])
  await findsWhatItSees(await token('workspaces/acme'), SLUGS)
  await findsWhatItSees(await village.as('bob', ['repository']), ['site', 'vault', 'twig', 'broom'])
})

test('tokens of another scope find nothing, and are not told what there is', async () => {
  for (const scope of ['account', 'email', 'webhook']) {
    const { status, body } = await ask(await village.as('ada', [scope]), { search_query: 'vaultword' })
    assert.equal(status, 403)
    assert.doesNotMatch(JSON.stringify(body), /stack|"size"/)
  }
})

test('a token that was taken back finds nothing', async () => {
  const { body } = await ada.post('/pail/1/repositories/acme/deep/access-tokens', { name: 't', scopes: ['repository'] })
  const by = caller(village.fetch, body.secret)
  assert.equal((await ask(by, { search_query: 'deepword' })).body.size, 1)
  assert.equal((await ada.delete(`/pail/1/repositories/acme/deep/access-tokens/${body.uuid}`)).status, 204)
  assert.equal((await ask(by, { search_query: 'deepword' })).status, 401)
})

test('what is hidden and what is not there answer in the same bytes, whatever names it', async () => {
  const pairs = [
    ['deepword', 'nonexword'],
    ['needle repo:deep', 'needle repo:nonex'],
    ['needle repo:acme/deep', 'needle repo:acme/nonex'],
    ['needle project:DEEP', 'needle project:NONEX'],
    ['needle NOT repo:deep', 'needle NOT repo:nonex'],
    ['needle NOT project:DEEP', 'needle NOT project:NONEX'],
    ['needle path:stack/of-deep.py', 'needle path:stack/of-nonex.py'],
    ['"in deepword"', '"in nonexword"'],
    ['deepword OR NOT deepword needle', 'nonexword OR NOT nonexword needle'],
  ] as const
  for (const by of [stranger, eve, bob])
    for (const [hidden, missing] of pairs) {
      const [one, other] = [await ask(by, { search_query: hidden }), await ask(by, { search_query: missing })]
      assert.deepEqual(one.status, other.status)
      assert.equal(JSON.stringify(one.body), JSON.stringify(other.body), hidden)
      assert.equal(one.headers.get('x-pail-search-incomplete'), other.headers.get('x-pail-search-incomplete'))
    }
})

test('an index that is being built of something hidden is not told of', async () => {
  const set = (values: object) =>
    village.forge.database.transact(tx => tx.updateTable('search_indexes').set(values).execute())
  await set({ is_rebuild: 1 })
  await village.forge.database.transact(tx =>
    tx.updateTable('search_indexes').set({ is_rebuild: 0 }).where('repository_uuid', '=', village.site.uuid).execute(),
  )
  assert.equal((await ask(stranger, { search_query: 'x' })).headers.get('x-pail-search-incomplete'), null)
  assert.equal((await ask(ada, { search_query: 'x' })).headers.get('x-pail-search-incomplete'), 'index')
  await set({ is_rebuild: 0 })
})

test('no expansion leads from a result to what is hidden', async () => {
  const all = ['', '.*', '.*.*', '.*.*.*', '.*.*.*.*'].map(stars => `values.file.commit${stars}`)
  const paths = [
    ...all,
    'values.*.*.*.parent.full_name',
    'values.file.commit.repository.parent.*',
    '*.*.*.*.parent.slug',
  ]
  for (const path of paths)
    for (const sign of ['', '%2B']) {
      const { status, body } = await eve.get(`${ACME}/search/code?search_query=twigword&fields=${sign}${path}`)
      assert.equal(status, 200, `${sign}${path} ${JSON.stringify(body)}`)
      assert.doesNotMatch(JSON.stringify(body), /deep/i, path)
    }
  const { body } = await eve.get(`${ACME}/search/code?search_query=twigword&fields=values.file.commit.repository.slug`)
  assert.equal(body.values[0].file.commit.repository.slug, 'twig')
})

test('whoever is no member any more finds what everybody finds', async () => {
  const { status } = await ada.delete(`/pail/1/workspaces/acme/members/{${users.bob.uuid}}`)
  assert.equal(status, 204)
  await findsWhatItSees(bob, ['site'])
})

test('what was granted and taken back is not found', async () => {
  await join('bob')
  await grant('vault', 'bob')
  await findsWhatItSees(bob, ['site', 'vault'])
  assert.equal((await ada.delete(grantOf('vault', 'bob'))).status, 204)
  await findsWhatItSees(bob, ['site'])
})

test('who may not sign in any more finds nothing', async () => {
  await root.put('/pail/1/users/eve', { status: 'suspended' })
  assert.equal((await ask(eve, { search_query: 'needle' })).status, 401)
  await root.put('/pail/1/users/eve', { status: 'active' })
})

test('a repository that goes to a hidden workspace is found there by those who are in it, and here by nobody', async () => {
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'FAR', name: 'Far' })
  const sent = await root.post('/pail/1/repositories/acme/twig/transfer', {
    workspace: { slug: 'elsewhere' },
    project: { key: 'FAR' },
  })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  for (const by of [ada, eve, root]) assert.equal((await ask(by, { search_query: 'twigword' })).body.size, 0)
  const there = '/2.0/workspaces/elsewhere'
  assert.equal((await ask(eve, { search_query: 'twigword' }, there)).body.size, 1)
  assert.equal((await ask(ada, { search_query: 'twigword' }, there)).status, 404)
  assert.deepEqual([...(await foundIn(ada, { search_query: 'needle repo:twig', forks: 'all' }))], [])
})

test('under its old name a private repository is no longer found, and under the new one by its readers only', async () => {
  assert.equal((await ada.put('/2.0/repositories/acme/deep', { name: 'Sunken' })).status, 200)
  assert.deepEqual([...(await foundIn(ada, { search_query: 'needle repo:deep' }))], [])
  assert.deepEqual([...(await foundIn(ada, { search_query: 'needle repo:sunken' }))], ['sunken'])
  for (const by of [stranger, eve, bob])
    for (const name of ['deep', 'sunken'])
      assert.deepEqual([...(await foundIn(by, { search_query: `needle repo:${name}` }))], [])
})

test('a repository that turns private is found no more at once, and one that turns public is', async () => {
  await ada.put('/2.0/repositories/acme/site', { is_private: true })
  await findsWhatItSees(stranger, [])
  await ada.put('/2.0/repositories/acme/vault', { is_private: false })
  assert.deepEqual([...(await foundIn(stranger, { search_query: 'needle', forks: 'all' }))], ['vault'])
})

test('a workspace that turns private hides its search from outsiders as if it were not there', async () => {
  await root.put('/pail/1/workspaces/acme', { is_private: true })
  const [hidden, missing] = [
    await ask(stranger, { search_query: 'needle' }),
    await ask(stranger, { search_query: 'needle' }, '/2.0/workspaces/nonex'),
  ]
  assert.deepEqual([hidden.status, missing.status], [404, 404])
  assert.equal(JSON.stringify(hidden.body).replaceAll('acme', 'nonex'), JSON.stringify(missing.body))
})
