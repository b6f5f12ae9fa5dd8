import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { git, openVillage } from '@pail/testkit'
import { openBench } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada } = village
const { all, branch, open, work } = await openBench(village)
const remote = await village.remote('acme/site')
const { origin, password } = new URL(remote)
const authorization = `Bearer ${password}`

const opened = async (name: string, more: object = {}) => {
  await branch(name, `f-${Buffer.from(name).toString('hex')}`, name)
  return open(name, more)
}
/** As clients send it that say nothing of what it is, or something else. */
const send = async (path: string, init: RequestInit = {}) => {
  const headers = { authorization, ...init.headers }
  const answer = await fetch(origin + path, { method: 'POST', ...init, headers })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : null }
}
const messageOf = async (hash: string) => {
  await git(work, 'fetch', '-q', remote, '+main:seen')
  return git(work, 'log', '-1', '--format=%B', hash)
}

test('to merge it is enough to say so', async () => {
  const at = await opened('silent')
  const { status, body } = await send(`${at}/merge`)
  assert.deepEqual([status, body.state], [200, 'MERGED'])
})

test('what is null or not known says nothing', async () => {
  const at = await opened('nulls')
  const { status, body } = await ada.post(`${at}/merge`, {
    ...{ type: null, message: null, merge_strategy: null, close_source_branch: null },
    ...{ whatever: [1], state: 'DECLINED', id: 99 },
  })
  assert.deepEqual([status, body.state], [200, 'MERGED'], JSON.stringify(body))
  assert.match(await messageOf(body.merge_commit.hash), /^Merged in nulls/)
})

test('a form says what JSON does', async () => {
  const at = await opened('formal')
  const body = new URLSearchParams({ message: 'By form', merge_strategy: 'squash', close_source_branch: 'true' })
  const merged = await send(`${at}/merge`, { body })
  assert.deepEqual([merged.status, merged.body.state], [200, 'MERGED'], JSON.stringify(merged.body))
  assert.equal(await messageOf(merged.body.merge_commit.hash), 'By form')
})

test('whether anybody waits is said in any usual way', async () => {
  const at = await opened('waiting')
  assert.equal((await send(`${at}/merge?async=FALSE`)).status, 200)
  assert.equal((await send(`${await opened('abroad')}/merge?async=TRUE`)).status, 202)
})

test('a message of blanks is none, and no message holds what a commit cannot', async () => {
  const blank = await opened('blank')
  const { body } = await ada.post(`${blank}/merge`, { message: ' \n\t \n' })
  assert.match(await messageOf(body.merge_commit.hash), /^Merged in blank/)
  const at = await opened('odd')
  assert.equal((await ada.post(`${at}/merge`, { message: 'a\0b' })).status, 400)
  const message = '--amend\u001b[31m "quoted" $(id) é✓ %s\n\n-x'
  const merged = await ada.post(`${at}/merge`, { message })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.equal(await messageOf(merged.body.merge_commit.hash), message)
  assert.equal((await ada.post(`${await opened('endless')}/merge`, { message: 'x'.repeat(3e5) })).status, 400)
  assert.deepEqual(await village.forge.git.fsck(village.site.uuid), [])
})

const NAMES = [
  'a"b',
  "it's",
  'ünïcode-✓',
  '100%',
  '%0d%0aSet-Cookie',
  'a#b',
  'a&b=c',
  'a+b',
  '{x}',
  'a;b',
  '<b>',
  'a|b',
  '$(id)',
  '@x',
]

test('whatever git allows in the name of a branch is reviewed, followed and merged', async () => {
  for (const name of NAMES) {
    const title = `${name} \u202e"'<b>%00 ${'x'.repeat(50)}`
    const at = await opened(name, { title, close_source_branch: true })
    const { body } = await ada.get(at)
    assert.deepEqual([body.title, body.source.branch.name], [title, name])
    for (const link of ['diff', 'diffstat', 'commits', 'statuses', 'activity']) {
      const { pathname, search } = new URL(body.links[link].href)
      const answer = await fetch(origin + pathname + search, { headers: { authorization } })
      assert.equal(answer.status, 200, `${name}: ${link} ${await answer.text()}`)
    }
    const found = await ada.get(`${all}?q=${encodeURIComponent(`source.branch.name = ${JSON.stringify(name)}`)}`)
    assert.equal(found.body.size, 1, name)
    const merged = await ada.post(`${at}/merge`)
    assert.equal(merged.status, 200, `${name}: ${JSON.stringify(merged.body)}`)
    const gone = await ada.get(`/2.0/repositories/acme/site/refs/branches/${encodeURIComponent(name)}`)
    assert.equal(gone.status, 404)
  }
})

test('curl and fetch are led to the same diff, and nowhere else', async () => {
  await village.work()
  for (const link of ['diff', 'diffstat', 'patch'])
    for (const id of [1, 8, 12]) {
      const address = `${origin}${all}/${id}/${link}`
      const led = await fetch(address, { headers: { authorization }, redirect: 'manual' })
      assert.equal(led.status, 302)
      const location = new URL(led.headers.get('location')!, address)
      const fetched = await fetch(origin + location.pathname + location.search, { headers: { authorization } })
      assert.equal(fetched.status, 200)
      const { stdout } = await promisify(execFile)('curl', [
        ...['-sSf', '-H', `authorization: ${authorization}`],
        ...[origin + location.pathname + location.search],
      ])
      assert.equal(stdout, await fetched.text())
      assert.match(location.pathname + location.search, new RegExp(link))
    }
})
