import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { check } from '../index.ts'
import { catalogOf, type Heard, heard, STREAMS } from '../testing/index.ts'
import { batches } from './read.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob } = village
const site = '/2.0/repositories/acme/site'

const fetch = async (request: Request) => village.fetch(request)
const config = async (name: 'ada' | 'eve' = 'ada', scopes?: readonly string[]) => ({
  workspace: 'acme',
  base_url: 'http://pail.test',
  credentials: { auth_type: 'access_token', access_token: await village.secret(name, scopes) },
})

async function readAs(
  given: object,
  { streams = STREAMS, before }: { streams?: readonly string[]; before?: Heard } = {},
) {
  const messages = []
  let failure: Error | undefined
  try {
    for await (const batch of batches(given, catalogOf(streams), before?.state, { fetch, retries: 0 }))
      messages.push(...structuredClone(batch))
  } catch (error) {
    failure = error as Error
  }
  return { ...heard(messages), failure }
}

/** A commit with one file, on a branch that is made when there is none. */
async function commit(branch: string, name: string): Promise<void> {
  const body = new FormData()
  body.set(name, `${name}\n`)
  body.set('branch', branch)
  body.set('message', name)
  const { status } = await ada.post(`${site}/src`, body)
  assert.equal(status, 201)
}

const hashesOf = ({ records }: Heard) => (records.commits ?? []).map(({ hash }) => hash)

test('a token that is wrong is refused by name, and shown nowhere', async () => {
  const credentials = { auth_type: 'access_token', access_token: 'not-a-token-of-anybody' }
  const status = await check({ ...(await config()), credentials }, { fetch })
  assert.equal(status.status, 'FAILED')
  assert.match(status.message!, /credentials/)
  const { failure, errors } = await readAs({ ...(await config()), credentials })
  assert.equal(errors[0]?.failure_type, 'config_error')
  assert.doesNotMatch(JSON.stringify([status, errors, failure?.message]), /not-a-token/)
})

test('a token that lacks a scope fails the streams that need it, names it, and reads the others', async () => {
  const given = await config('ada', ['repository'])
  const { errors, statuses, failure } = await readAs(given, { streams: ['repositories', 'pull_requests', 'commits'] })
  assert.match(errors[0]!.message, /lacks the scope .*pullrequest/)
  assert.deepEqual(
    errors.map(({ stream_descriptor, failure_type }) => [stream_descriptor?.name, failure_type]),
    [['pull_requests', 'config_error']],
  )
  assert.match(failure!.message, /did not sync successfully: pull_requests/)
  assert.deepEqual(statuses.pull_requests?.at(-1), 'INCOMPLETE')
  assert.deepEqual([statuses.repositories?.at(-1), statuses.commits?.at(-1)], ['COMPLETE', 'COMPLETE'])
})

test('check says which streams a token will not be able to read', async () => {
  const lines: string[] = []
  const log = (_: string, message: string) => lines.push(message)
  assert.deepEqual(await check(await config('ada', ['repository']), { fetch, log }), { status: 'SUCCEEDED' })
  assert.ok(lines.some(line => /pull_requests needs: pullrequest/.test(line)))
  assert.ok(!lines.some(line => /commits needs/.test(line)))
})

test('a workspace that is not there fails check, and all of a read', async () => {
  const given = { ...(await config()), workspace: 'nowhere' }
  const status = await check(given, { fetch })
  assert.match(status.message!, /workspace nowhere does not exist/)
  const { errors, records } = await readAs(given, { streams: ['repositories', 'commits', 'workspace_users'] })
  assert.deepEqual(records, {})
  assert.deepEqual(
    errors.map(({ failure_type }) => failure_type),
    ['config_error', 'config_error', 'config_error'],
  )
})

test('an address that is not that of an API is told from one that is', async () => {
  const page = async () => new Response('<html>', { headers: { 'content-type': 'text/html' } })
  const status = await check(await config(), { fetch: page })
  assert.match(status.message!, /Check base_url/)
})

test('somebody from outside reads what is public, and nothing of what is private', async () => {
  const { records } = await readAs(await config('eve'), { streams: ['repositories', 'branches'] })
  assert.deepEqual(
    records.repositories?.map(({ full_name }) => full_name),
    ['acme/site'],
  )
})

test('all of a workspace is read, then nothing, then what was done since', async () => {
  await commit('main', 'one')
  await commit('topic', 'two')
  const opened = await ada.post(`${site}/pullrequests`, { title: 'Topic', source: { branch: { name: 'topic' } } })
  assert.equal(opened.status, 201)
  await village.work()
  const given = await config()
  const first = await readAs(given)
  assert.equal(first.failure, undefined)
  assert.equal(new Set(hashesOf(first)).size, 2)
  assert.deepEqual(
    first.records.pull_requests?.map(({ id, participants }) => [id, Array.isArray(participants)]),
    [[1, true]],
  )
  assert.equal(first.records.branches?.length, 2)
  assert.ok(first.logs.some(line => /WARN deployments skipped/.test(line)))

  const incremental = ['repositories', 'pull_requests', 'commits', 'pull_request_activity']
  const second = await readAs(given, { streams: incremental, before: first })
  assert.deepEqual(second.records, {})

  await bob.post(`${site}/pullrequests/1/approve`)
  await commit('topic', 'three')
  await village.work()
  const third = await readAs(given, { streams: incremental, before: second })
  assert.equal(hashesOf(third).length, 1)
  assert.deepEqual(
    third.records.pull_requests?.map(({ id }) => id),
    [1],
  )
  assert.ok(third.records.pull_request_activity?.some(({ kind }) => kind === 'approval'))
  assert.deepEqual((await readAs(given, { streams: incremental, before: third })).records, {})
})
