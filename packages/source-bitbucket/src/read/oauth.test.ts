import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../protocol/message.ts'
import { catalogOf } from '../testing/index.ts'
import { read } from './read.ts'

const config = {
  workspace: 'acme',
  base_url: 'https://git.example.com',
  credentials: { auth_type: 'oauth', client_id: 'key', client_secret: 'the-secret', refresh_token: 'first-token' },
}

/** Hands out a new refresh token with each use of one, and refuses those that were used. */
function consenting() {
  const seen: string[] = []
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname !== '/site/oauth2/access_token') {
      seen.push(request.headers.get('authorization')!)
      return Response.json({ values: [], pagelen: 100, size: 0, page: 1 })
    }
    const form = new URLSearchParams(await request.text())
    if (form.get('refresh_token') !== 'first-token') return Response.json({}, { status: 400 })
    return Response.json({ access_token: 'an-access-token', refresh_token: 'second-token', expires_in: 7200 })
  }
  return { seen, fetch }
}

test('a refresh token that changes with its use is handed back to be kept, once, with all of the configuration', async () => {
  const { seen, fetch } = consenting()
  const messages: Message[] = []
  const options = { fetch, level: 'DEBUG' } as const
  for await (const message of read(config, catalogOf(['projects', 'workspace_users']), [], options))
    messages.push(message)
  const controls = messages.filter(message => message.type === 'CONTROL')
  assert.deepEqual(
    controls.map(({ control }) => control.connectorConfig.config),
    [{ ...config, credentials: { ...config.credentials, refresh_token: 'second-token' } }],
  )
  assert.deepEqual(new Set(seen), new Set(['Bearer an-access-token']))
  const said = messages.filter(({ type }) => type !== 'CONTROL')
  assert.doesNotMatch(JSON.stringify(said), /the-secret|first-token|second-token|an-access-token/)
})

test('a consumer that is refused fails every stream as misconfigured, without a word of its secrets', async () => {
  const fetch = async () => Response.json({ error: { message: 'the-secret is wrong' } }, { status: 400 })
  const messages: Message[] = []
  const reading = (async () => {
    for await (const message of read(config, catalogOf(['projects']), [], { fetch, retries: 0 })) messages.push(message)
  })()
  await assert.rejects(reading, { name: 'SyncFailed', failureType: 'config_error' })
  assert.doesNotMatch(JSON.stringify(messages), /the-secret/)
})
