import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openReceiver } from '@pail/server/resources/webhooks/testing'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary } from '@pail/testkit'

const settings = { PAIL_OUTBOUND_ALLOW: '127.0.0.1', PAIL_WEBHOOK_SECONDS: '60' }
const repository = '/2.0/repositories/demo/told'

async function post(pail: PailProcess, path: string, body: object): Promise<number> {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
  return (await fetch(pail.origin + path, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

const push = async (pail: PailProcess, branch: string) => {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  const remote = `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/told.git`
  await git(folder, 'push', '-q', remote, `HEAD:refs/heads/${branch}`)
}

/** As if the time were over for which the killed process had taken the hook. */
function letLeasesEnd(data: string): void {
  const database = new DatabaseSync(join(data, 'pail.db'))
  database.exec("UPDATE webhooks SET locked_until = '2020-01-01T00:00:00.000Z'")
  database.exec("UPDATE events SET locked_until = '2020-01-01T00:00:00.000Z' WHERE handled_on IS NULL")
  database.close()
}

test('what a killed server had sent without writing it down is sent again, and what waited behind it follows', async () => {
  const receiver = await openReceiver()
  const url = receiver.url.replace('//', '//bot:hidden@')
  const heard = new Promise<void>(resolve => receiver.answers.push(() => resolve()))
  const first = await startPail({ ...settings, PAIL_LOG: 'debug' })
  assert.equal(await post(first, repository, {}), 200)
  assert.equal(await post(first, `${repository}/hooks`, { url, events: ['repo:push'], secret: 'hush-hush' }), 201)
  await push(first, 'one')
  await heard
  await push(first, 'two')
  await first.stop('SIGKILL')
  const [lost] = receiver.taken()
  letLeasesEnd(first.data)
  const both = new Promise<void>(resolve => {
    receiver.answers.push(200, response => {
      response.end()
      resolve()
    })
  })
  const second = await startPail(settings, first.data)
  await both
  const calls = receiver.taken()
  assert.deepEqual(
    calls.map(({ body, headers }) => [body.push.changes[0].new.name, headers['x-attempt-number']]),
    [
      ['one', '1'],
      ['two', '1'],
    ],
  )
  assert.equal(calls[0]!.headers['x-request-uuid'], lost!.headers['x-request-uuid'])
  assert.ok(calls[0]!.raw.equals(lost!.raw))
  await second.stop()
  assert.doesNotMatch(first.output() + second.output(), /hidden|hush/)
  await receiver.close()
})

test('a server that is stopped does not wait for a receiver that says nothing', async () => {
  const receiver = await openReceiver()
  const heard = new Promise<void>(resolve => receiver.answers.push(() => resolve()))
  const pail = await startPail(settings)
  await post(pail, repository, {})
  await post(pail, `${repository}/hooks`, { url: receiver.url, events: ['repo:push'] })
  await push(pail, 'one')
  await heard
  const late = new Promise(resolve => setTimeout(resolve, 20_000, 'late').unref())
  assert.equal(await Promise.race([pail.stop(), late]), 0)
  await receiver.close()
})
