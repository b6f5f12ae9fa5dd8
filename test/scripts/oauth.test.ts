import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { jwtFor } from '@pail/server/resources/workspaces/addons/testing'
import { ADMIN_TOKEN, git, startPail, temporary } from '@pail/testkit'

/** Each grant as the documentation of the real service walks it: by curl, from another process, over a socket. */
const pail = await startPail({ PAIL_LOG: 'debug' })
after(() => pail.stop())

const CLI = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const CALLBACK = 'https://app.example.com/callback'
const PASSWORD = 'correct horse battery'
const TOKENS = `${pail.origin}/site/oauth2/access_token`
const AUTHORIZE = `${pail.origin}/site/oauth2/authorize`
const jar = join(temporary(), 'cookies')

const command = (input: string, ...args: string[]) =>
  new Promise<string>((resolve, reject) => {
    const env = { PATH: process.env.PATH, PAIL_URL: pail.origin, PAIL_TOKEN: ADMIN_TOKEN }
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], { env })
    let said = ''
    child.stdout.on('data', part => (said += part))
    child.stderr.on('data', part => (said += part))
    child.once('close', code => (code === 0 ? resolve(said) : reject(new Error(said))))
    child.stdin.end(input)
  })

const curl = (...args: string[]) =>
  new Promise<string>((resolve, reject) => {
    execFile('curl', ['-sS', '--max-time', '20', ...args], (error, out) => (error ? reject(error) : resolve(out)))
  })
const asJson = async (...args: string[]) => JSON.parse(await curl(...args))
const fields = (values: Record<string, string>) =>
  Object.entries(values).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`])

/** With the cookies of one browser; the status and where it leads stand below the page. */
const browse = (...args: string[]) => curl('-b', jar, '-c', jar, '-w', '\n%{http_code} %{redirect_url}', ...args)
const hiddenIn = (page: string) =>
  Object.fromEntries(
    [
      ...page
        .split('<form')
        .at(-1)!
        .matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g),
    ].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]),
  )

const consumer = JSON.parse(
  await command(
    '',
    ...['--json', 'consumer', 'create', 'admin', 'Dashboard', '--callback', CALLBACK],
    ...['--scope', 'account', 'repository:write'],
  ),
) as { key: string; secret: string }
const CLIENT = ['-u', `${consumer.key}:${consumer.secret}`]
await command('', 'repo', 'create', 'admin/shelf')

const question = (more: Record<string, string>) =>
  `${AUTHORIZE}?${new URLSearchParams({ client_id: consumer.key, response_type: 'code', state: 's1', ...more })}`

async function allowed(more: Record<string, string>): Promise<URL> {
  const page = await browse(question(more))
  const answer = await browse('-X', 'POST', AUTHORIZE, ...fields({ ...hiddenIn(page), decision: 'allow' }))
  return new URL(answer.trim().split(' ').at(-1)!)
}

test('client credentials give a token that reads, clones and pushes', async () => {
  const { access_token, ...rest } = await asJson(...CLIENT, TOKENS, '-d', 'grant_type=client_credentials')
  assert.deepEqual([rest.scopes, rest.expires_in, rest.token_type], ['account repository:write', 7200, 'bearer'])
  const at = `${pail.origin}/2.0/repositories/admin/shelf`
  assert.equal((await asJson('-H', `Authorization: Bearer ${access_token}`, at)).slug, 'shelf')
  assert.equal((await asJson(`${at}?access_token=${access_token}`)).slug, 'shelf')
  const status = ['-o', '/dev/null', '-w', '%{http_code}']
  assert.equal(
    await curl(...status, `${at}/refs/branches`, '-d', `access_token=${access_token}`, '-d', 'name=x'),
    '400',
  )
  const work = temporary()
  await git(work, 'init', '-q', '-b', 'main')
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'one')
  const remote = pail.origin.replace('://', `://x-token-auth:${access_token}@`)
  await git(work, 'push', '-q', `${remote}/admin/shelf.git`, 'main')
  assert.match(await git(work, 'ls-remote', `${remote}/admin/shelf.git`), /refs\/heads\/main/)
})

test('a person signs in, lets the application in, and it exchanges its code, with a challenge', async () => {
  await command(`${PASSWORD}\n`, 'user', 'password')
  const sent = await browse(question({}))
  const signIn = sent.trim().split(' ').at(-1)!
  assert.match(signIn, /\/account\/signin\/\?next=/)
  const form = { ...hiddenIn(await browse(signIn)), username: 'admin', password: PASSWORD }
  const back = await browse('-X', 'POST', `${pail.origin}/account/signin/`, ...fields(form))
  assert.ok(back.includes('/site/oauth2/authorize?client_id='))
  const code_verifier = randomBytes(32).toString('base64url')
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url')
  const answer = await allowed({ code_challenge, code_challenge_method: 'S256', redirect_uri: `${CALLBACK}/deep` })
  assert.equal(answer.origin + answer.pathname, `${CALLBACK}/deep`)
  assert.equal(answer.searchParams.get('state'), 's1')
  const exchange = fields({
    grant_type: 'authorization_code',
    code: answer.searchParams.get('code')!,
    redirect_uri: `${CALLBACK}/deep`,
    code_verifier,
  })
  const given = await asJson(...CLIENT, TOKENS, ...exchange)
  assert.equal(given.state, 'authorization_code')
  const header = ['-H', `Authorization: Bearer ${given.access_token}`]
  assert.equal((await asJson(...header, `${pail.origin}/2.0/user`)).username, 'admin')
  const refresh = fields({ grant_type: 'refresh_token', refresh_token: given.refresh_token })
  const again = await asJson(...CLIENT, TOKENS, ...refresh)
  assert.equal(again.state, 'refresh_token')
  assert.equal((await asJson(...CLIENT, TOKENS, ...exchange)).error, 'invalid_grant')
  const gone = await asJson('-H', `Authorization: Bearer ${again.access_token}`, `${pail.origin}/2.0/user`)
  assert.equal(gone.type, 'error')
})

test('the token of an implicit grant comes in the fragment', async () => {
  const answer = await allowed({ response_type: 'token', scope: 'account' })
  const given = new URLSearchParams(answer.hash.slice(1))
  const user = await asJson(`${pail.origin}/2.0/user`, '-H', `Authorization: Bearer ${given.get('access_token')}`)
  assert.equal(user.username, 'admin')
})

test('an app swaps its JWT for a token, which does what the app may and no more', async () => {
  const descriptor = { key: 'swapping', baseUrl: 'https://app.example.com', scopes: ['repository'] }
  const body = JSON.stringify({ descriptor })
  const json = ['-H', `Authorization: Bearer ${ADMIN_TOKEN}`, '-H', 'Content-Type: application/json']
  const installed = await asJson(...json, `${pail.origin}/pail/1/workspaces/admin/addons`, '-d', body)
  const kept = { key: installed.key, clientKey: installed.client_key, secret: installed.shared_secret }
  const signed = async () => ['-H', `Authorization: JWT ${await jwtFor(kept, 'POST', TOKENS)}`]
  const grant = ['-d', 'grant_type=urn:bitbucket:oauth2:jwt']
  assert.equal((await asJson(TOKENS, ...grant)).error, 'unauthorized_client')
  const other = { ...kept, secret: 'another' }
  const forged = ['-H', `Authorization: JWT ${await jwtFor(other, 'POST', TOKENS)}`]
  assert.equal((await asJson(...forged, TOKENS, ...grant)).error, 'invalid_grant')
  const { access_token, ...rest } = await asJson(...(await signed()), TOKENS, ...grant)
  assert.deepEqual(rest, { scopes: 'repository', token_type: 'bearer', expires_in: 7200 })
  const header = ['-H', `Authorization: Bearer ${access_token}`]
  const at = `${pail.origin}/2.0/repositories/admin/shelf`
  assert.equal((await asJson(...header, at)).slug, 'shelf')
  const refused = await asJson(...header, '-X', 'DELETE', at)
  assert.deepEqual(refused.error.detail, { required: ['repository:delete'], granted: ['repository'] })
})

test('a person takes back what they let in', async () => {
  const page = await browse(`${pail.origin}/account/settings/app-authorizations/`)
  assert.match(page, /<b>Dashboard<\/b>/)
  await browse('-X', 'POST', `${pail.origin}/account/settings/app-authorizations/`, ...fields(hiddenIn(page)))
  assert.doesNotMatch(await browse(`${pail.origin}/account/settings/app-authorizations/`), /<b>Dashboard<\/b>/)
})

test('no token, secret, code or password is in the log, though everything is logged', () => {
  assert.doesNotMatch(pail.output(), /PAILO[ARC]_|access_token=|code=|correct horse/)
  const cookie = /pail_session\s+(\S+)/.exec(readFileSync(jar, 'utf8'))?.[1] ?? ''
  assert.ok(cookie.length > 40 && !pail.output().includes(cookie))
})
