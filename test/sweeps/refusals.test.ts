import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closure, EVERY_SCOPE } from '@pail/server/kernel/scopes'
import { operations } from '@pail/server/slices'
import { openWorld } from './world.ts'

const { village, address } = await openWorld()
after(() => village.close())

const isPrivate = (path: string) => path.includes('{repo_slug}')

test('a stranger gets nothing but refusals where an account is needed, and learns nothing of what is private', async () => {
  const faults: string[] = []
  for (const operation of operations) {
    const { status } = await village.stranger.send(operation.method, address(operation))
    const expected = operation.target.grade === 'open' ? [] : isPrivate(operation.path) ? [401, 404] : [200, 401, 404]
    if (!operation.safe ? status !== 401 : expected.length > 0 && !expected.includes(status))
      faults.push(`${operation.id}: ${status}`)
    if (status >= 500) faults.push(`${operation.id}: ${status}`)
  }
  assert.deepEqual(faults, [])
})

test('an outsider does not see that a private repository is there', async () => {
  const faults: string[] = []
  for (const operation of operations.filter(one => isPrivate(one.path))) {
    const sent = operation.method === 'GET' ? {} : { body: {} }
    const { status, body } = await village.eve.send(operation.method, address(operation), sent)
    const missing = await village.eve.send(operation.method, address(operation).replace('/vault', '/no-such'), sent)
    if (status < 400 || status >= 500) faults.push(`${operation.id}: ${status}`)
    if (status !== missing.status || JSON.stringify(body) !== JSON.stringify(missing.body))
      faults.push(`${operation.id}: tells ${status} from ${missing.status}`)
  }
  assert.deepEqual(faults, [])
})

test('a token that lacks just one needed scope is refused, and told which scopes are needed', async () => {
  const faults: string[] = []
  for (const operation of operations)
    for (const needed of [operation.needs.classic, operation.needs.granular])
      for (const lacking of needed) {
        const rest = needed.filter(scope => scope !== lacking)
        if (closure(rest).has(lacking)) continue
        // Something from the same vocabulary that has nothing to do with the operation.
        const filler = lacking.endsWith(':bitbucket') ? 'read:nothing:bitbucket' : 'wiki'
        const caller = await village.as('ada', [...rest, filler])
        const { status, body } = await caller.send(operation.method, address(operation))
        if (status !== 403 || !body.error?.detail?.required?.includes(lacking))
          faults.push(`${operation.id} without ${lacking}: ${status}`)
      }
  assert.deepEqual(faults, [])
})

test('a token with just the needed scopes is not refused for its scopes', async () => {
  const faults: string[] = []
  for (const operation of operations.filter(one => one.method === 'GET'))
    for (const needed of [operation.needs.classic, operation.needs.granular]) {
      const caller = await village.as('root', needed)
      const { status, body } = await caller.send('GET', address(operation))
      if (status === 403 && body.error?.detail?.required) faults.push(`${operation.id} with ${needed.join(', ')}`)
    }
  assert.deepEqual(faults, [])
})

test('no operation takes a body that is not an object', async () => {
  const faults: string[] = []
  const root = await village.as('root', [EVERY_SCOPE])
  for (const operation of operations.filter(one => one.body)) {
    const { status } = await root.send(operation.method, address(operation), {
      body: '["not", "an", "object"]',
      headers: { 'content-type': 'application/json' },
    })
    if (status !== 400) faults.push(`${operation.id}: ${status}`)
  }
  assert.deepEqual(faults, [])
})
