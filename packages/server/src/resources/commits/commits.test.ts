import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger } = village
const at = '/2.0/repositories/acme/site'

assert.deepEqual((await ada.get(`${at}/commits`)).body, { values: [], pagelen: 30 }, 'of an empty repository')

const work = temporary()
await git(work, 'init', '-q', '-b', 'main')
mkdirSync(join(work, 'docs'))
let clock = 1_700_000_000

/** One commit a minute, its change written a day before it. */
async function commit(file: string, message: string, author = 'Nobody <nobody@example.org>'): Promise<string> {
  writeFileSync(join(work, file), message)
  await git(work, 'add', '.')
  const tree = await git(work, 'write-tree')
  const parent = await git(work, 'rev-parse', '-q', '--verify', 'HEAD').catch(() => '')
  clock += 60
  const people = `author ${author} ${clock - 86_400} +0530\ncommitter Ada <ada@example.com> ${clock} -0800\n`
  const object = join(temporary(), 'commit')
  writeFileSync(object, `tree ${tree}\n${parent && `parent ${parent}\n`}${people}\n${message}`)
  const hash = await git(work, 'hash-object', '-t', 'commit', '-w', object)
  await git(work, 'update-ref', 'HEAD', hash)
  return hash
}
const first = await commit('a', 'Add *a*\n\nFor <b>all</b>.\n', 'Bob <BOB@Example.com>')
const second = await commit('docs/b', 'Document b\n')
await git(work, 'checkout', '-q', '-b', 'feature/x')
const third = await commit('c', 'Try c\n')
await git(work, 'tag', '-a', 'v1', '-m', 'one', second)
const remote = await village.remote('acme/site')
await git(work, 'push', '-q', remote, 'main', 'feature/x', 'v1')
await git(work, 'push', '-q', await village.remote('acme/vault'), 'main')

const hashes = (body: { values: { hash: string }[] }) => body.values.map(({ hash }) => hash)
const listed = async (rest: string) => hashes((await stranger.get(`${at}/commits${rest}`)).body)

test('a revision that nothing has is not found, in the list as alone, and all such are named', async () => {
  for (const path of ['commit/nothing', 'commits/nothing', 'commits?include=nothing', 'commits?exclude=nothing']) {
    const { status, body } = await ada.get(`${at}/${path}`)
    assert.equal(status, 404, path)
    assert.equal(body.error.message, 'Commit not found')
    assert.deepEqual(body.error.data, { shas: ['nothing'] })
    assert.deepEqual(body.data, body.error.data)
  }
  const { body } = await ada.get(`${at}/commits/main?include=x&exclude=y`)
  assert.deepEqual(body.error.data, { shas: ['x', 'y'] })
})

test('neither operators of git nor options nor six digits name a commit', async () => {
  for (const name of [
    'main~1',
    'main^{tree}',
    'HEAD@{0}',
    ':a',
    '--all',
    first.slice(0, 6),
    'a..b',
    '...',
    `${first} `,
  ])
    assert.equal((await ada.get(`${at}/commit/${encodeURIComponent(name)}`)).status, 404, name)
})

test('a commit that no branch and no tag reaches is not found', async () => {
  await git(work, 'push', '-q', remote, `${third}:refs/heads/passing`, ':feature/x')
  const gone = await git(work, 'commit-tree', '-m', 'gone', `${third}^{tree}`)
  await git(work, 'push', '-q', remote, `${gone}:refs/heads/gone`)
  assert.equal((await ada.get(`${at}/commit/${gone}`)).status, 200)
  await git(work, 'push', '-q', remote, ':gone', ':passing', `${third}:refs/heads/feature/x`)
  assert.equal((await ada.get(`${at}/commit/${gone}`)).status, 404)
  assert.deepEqual(await listed(''), [third, second, first])
})

test('of a private repository nothing is told', async () => {
  for (const path of ['commits', 'commits/main', `commit/${first}`, `commit/${first}/comments`]) {
    const hidden = await eve.get(`/2.0/repositories/acme/vault/${path}`)
    const missing = await eve.get(`/2.0/repositories/acme/nothing/${path}`)
    assert.equal(hidden.status, 404)
    assert.deepEqual(hidden.body, missing.body)
  }
  assert.equal((await stranger.post('/2.0/repositories/acme/vault/commits')).status, 404)
})

test('a token of the page before that was made up is refused', async () => {
  for (const token of ['x', '2', `${first}.99999999999999`, `${'0'.repeat(40)}.1`])
    assert.equal((await ada.get(`${at}/commits?page=${token}`)).status, 400, token)
  assert.equal((await ada.get(`${at}/commits?pagelen=101`)).status, 400)
})

test('a path that leaves the repository is refused', async () => {
  assert.equal((await ada.get(`${at}/commits?path=../etc`)).status, 400)
  assert.equal((await ada.get(`${at}/commits?path=a/./b`)).status, 400)
})

test('a commit is shown whole', async () => {
  const { status, body } = await stranger.get(`${at}/commit/${second}`)
  assert.equal(status, 200)
  const api = `http://pail.test${at}`
  assert.deepEqual(Object.keys(body).sort(), [
    ...['author', 'committer', 'date', 'hash', 'links', 'message', 'parents', 'participants', 'properties'],
    ...['rendered', 'repository', 'signature', 'summary', 'type'],
  ])
  assert.equal(body.type, 'commit')
  assert.equal(body.hash, second)
  assert.equal(body.message, 'Document b\n')
  assert.deepEqual(body.author, { type: 'author', raw: 'Nobody <nobody@example.org>' })
  assert.equal(body.committer.raw, 'Ada <ada@example.com>')
  assert.equal(body.committer.user.uuid, `{${village.users.ada.uuid}}`)
  const summary = { type: 'rendered', raw: 'Document b\n', markup: 'markdown', html: '<p>Document b</p>' }
  assert.deepEqual(body.summary, summary)
  assert.deepEqual(body.rendered, { message: summary })
  assert.deepEqual(body.properties, {})
  assert.deepEqual(body.participants, [])
  assert.equal(body.repository.full_name, 'acme/site')
  assert.equal(body.repository.description, undefined)
  const parent = {
    self: { href: `${api}/commit/${first}` },
    html: { href: `http://pail.test/acme/site/commits/${first}` },
  }
  assert.deepEqual(body.parents, [{ type: 'commit', hash: first, links: parent }])
  assert.deepEqual(body.links, {
    self: { href: `${api}/commit/${second}` },
    html: { href: `http://pail.test/acme/site/commits/${second}` },
    diff: { href: `${api}/diff/${second}` },
    approve: { href: `${api}/commit/${second}/approve` },
    comments: { href: `${api}/commit/${second}/comments` },
    statuses: { href: `${api}/commit/${second}/statuses` },
    patch: { href: `${api}/patch/${second}` },
  })
})

test('the date is that of the committer, in UTC', async () => {
  const { body } = await stranger.get(`${at}/commit/${first}?fields=date`)
  assert.deepEqual(body, { date: '2023-11-14T22:14:20+00:00' })
})

test('an author is the account with the address, however it is written', async () => {
  const { body } = await stranger.get(`${at}/commit/${first}`)
  assert.equal(body.author.raw, 'Bob <BOB@Example.com>')
  assert.equal(body.author.user.uuid, `{${village.users.bob.uuid}}`)
  assert.equal(body.summary.html, '<p>Add <em>a</em></p>\n<p>For &lt;b&gt;all&lt;/b&gt;.</p>')
})

test('an address that was not confirmed is nobody’s', async () => {
  const confirm = (is_confirmed: 0 | 1) =>
    village.forge.database.transact(tx =>
      tx.updateTable('emails').set({ is_confirmed }).where('email', '=', 'bob@example.com').execute(),
    )
  await confirm(0)
  assert.equal((await stranger.get(`${at}/commit/${first}`)).body.author.user, undefined)
  await confirm(1)
})

test('a commit is found by the beginning of its hash, in either case, by branch, tag and HEAD', async () => {
  const names = [second.slice(0, 7), second.slice(0, 12).toUpperCase(), 'main', 'v1', 'HEAD', 'refs/heads/main']
  for (const name of names)
    assert.equal((await stranger.get(`${at}/commit/${encodeURIComponent(name)}`)).body.hash, second, name)
  assert.equal((await stranger.get(`${at}/commit/feature%2Fx`)).body.hash, third)
})

test('without a revision there are the commits of every branch and tag, newest first', async () => {
  assert.deepEqual(await listed(''), [third, second, first])
  assert.deepEqual(await listed('/'), [third, second, first])
})

test('a revision with slashes, further ones, and what is left out', async () => {
  assert.deepEqual(await listed('/feature/x'), [third, second, first])
  assert.deepEqual(await listed('/feature%2Fx?exclude=main'), [third])
  assert.deepEqual(await listed('/main?include=feature/x&exclude=v1'), [third])
  assert.deepEqual(await listed(`?include=${second.slice(0, 7)}&include=feature/x&exclude=${first}`), [third, second])
  assert.deepEqual(await listed('?exclude=main'), [third])
  assert.deepEqual(await listed('?include=&exclude=&path='), [third, second, first])
})

test('a path leaves the commits that touch it', async () => {
  assert.deepEqual(await listed('?path=docs'), [second])
  assert.deepEqual(await listed('?path=docs/'), [second])
  assert.deepEqual(await listed('/main?path=a'), [first])
  assert.deepEqual(await listed('?path=nowhere'), [])
})

test('POST answers as GET does, from a form or from JSON, also to nobody in particular', async () => {
  const get = (await stranger.get(`${at}/commits/main?include=feature/x&exclude=${first}`)).body
  const form = new URLSearchParams({ include: 'feature/x', exclude: first })
  const json = { include: ['feature/x'], exclude: first }
  for (const body of [form, json]) {
    const answer = await stranger.post(`${at}/commits/main`, body)
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.body, get)
  }
  const many = new URLSearchParams([['exclude', first], ...Array.from({ length: 500 }, () => ['include', third])])
  assert.deepEqual(hashes((await stranger.post(`${at}/commits`, many)).body), [third, second])
  assert.equal((await stranger.post(`${at}/commits`, { include: 'nothing' })).status, 404)
})

test('the next page tells no number and no size, keeps what was asked, and is found by GET', async () => {
  const page = (await stranger.post(`${at}/commits?pagelen=1&fields=values.hash,next`, { include: 'feature/x' })).body
  assert.deepEqual(Object.keys(page).sort(), ['next', 'values'])
  const next = new URL(page.next)
  assert.equal(next.searchParams.get('include'), 'feature/x')
  assert.equal(next.searchParams.get('fields'), 'values.hash,next')
  const second_ = (await stranger.get(next.pathname + next.search)).body
  assert.deepEqual(hashes(second_), [second])
  const last = new URL(second_.next)
  const third_ = (await stranger.get(last.pathname + last.search)).body
  assert.deepEqual(third_, { values: [{ hash: first }] })
})

test('new commits on top shift nothing of the pages that follow', async () => {
  const page = (await stranger.get(`${at}/commits/main?pagelen=1`)).body
  assert.deepEqual(hashes(page), [second])
  await git(work, 'checkout', '-q', 'main')
  const newer = await commit('d', 'Add d\n')
  await git(work, 'push', '-q', remote, 'main')
  const next = new URL(page.next)
  assert.deepEqual(hashes((await stranger.get(next.pathname + next.search)).body), [first])
  assert.deepEqual((await listed('/main'))[0], newer)
})

test('a page asks for all its people at once', async () => {
  const { body } = await stranger.get(`${at}/commits?fields=values.author.user.nickname,values.committer.user.uuid`)
  assert.equal(body.values.length, 4)
  assert.equal(body.values.at(-1).author.user.nickname, 'bob')
  assert.deepEqual(body.values[0].author, {})
})

test('what was shown before is not shown when the branch has moved, or the account has another name', async () => {
  const shown = async () => (await ada.get(`${at}/commits/main?pagelen=1`)).body.values[0]
  const before = await shown()
  assert.deepEqual(await shown(), before)
  assert.deepEqual((await ada.get(`${at}/commit/main`)).body.hash, before.hash)
  await village.forge.database.transact(tx =>
    tx.updateTable('users').set({ display_name: 'Ada L.' }).where('username', '=', 'ada').execute(),
  )
  assert.equal((await shown()).committer.user.display_name, 'Ada L.')
  const newer = await commit('e', 'Add e\n')
  await git(work, 'push', '-q', remote, 'main')
  assert.equal((await shown()).hash, newer)
  assert.equal((await ada.get(`${at}/commit/main`)).body.hash, newer)
  await git(work, 'push', '-q', '-f', remote, `${before.hash}:main`)
  assert.equal((await shown()).hash, before.hash)
  assert.equal((await ada.get(`${at}/commit/${newer}`)).status, 404)
})

test('each spelling of an address leads on by itself, and each caller by what that one asked', async () => {
  const next = async (path: string) => new URL((await ada.get(`${path}?pagelen=1`)).body.next).pathname
  assert.equal(await next(`${at}/commits/main`), `${at}/commits/main`)
  const byUuid = `/2.0/repositories/acme/%7B${village.site.uuid}%7D/commits/main`
  assert.equal(await next(byUuid), byUuid)
})
