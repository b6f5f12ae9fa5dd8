import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabaseUrl } from '@pail/db/testing'
import { type PailProcess, startPail } from '@pail/testkit'
import { commandFor, type Ran } from './testing.ts'

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>

before(async () => {
  const url = await testDatabaseUrl()
  server = await startPail(url ? { PAIL_DATABASE_URL: url } : {})
  pail = commandFor(server.origin)
})
after(() => server.stop())

const json = async (...args: string[]) => JSON.parse((await pail(...args, '--json')).out)

test('a command that does not exist is wrong use, and so is one half said', async () => {
  assert.equal((await pail('nothing')).code, 2)
  assert.equal((await pail('repo', 'show')).code, 2)
  const { code, err } = await pail('repo', 'show', 'no-slash')
  assert.deepEqual([code, err], [2, 'pail: no-slash is not of the form workspace/repository\n'])
})

test('a server that is away is told in one line', async () => {
  const { code, err } = await commandFor('http://127.0.0.1:9')('user', 'list')
  assert.equal(code, 1)
  assert.match(err, /^pail: http:\/\/127\.0\.0\.1:9 does not answer \(.+\n$/)
})

test('a token that is not good is told in one line, with what to do', async () => {
  const { code, err } = await commandFor(server.origin, { PAIL_TOKEN: 'wrong' })('token', 'list')
  assert.equal(code, 1)
  assert.match(err, /^pail: Token is invalid.*PAIL_TOKEN.*\n$/)
})

test('what the server refuses names the field', async () => {
  const { code, err } = await pail('user', 'create', 'x y', 'x@example.com')
  assert.equal(code, 1)
  assert.match(err, /^pail: .*username.*\n$/)
})

test('every command says what it does', async () => {
  const { code, out } = await pail('--help')
  assert.equal(code, 0)
  for (const noun of [
    'serve',
    'import',
    'user',
    'workspace',
    'repo',
    'download',
    'token',
    'ssh-key',
    'gpg-key',
    'deploy-key',
    'access-token',
    'audit',
    'doctor',
    'backup',
    'restore',
    'blobs',
    'keys',
  ])
    assert.match(out, new RegExp(`^  ${noun}\\b`, 'm'))
  assert.doesNotMatch(out, /^ {2}demo/m)
  assert.match((await pail('workspace', 'member', 'add', '--help')).out, /--permission .*\n(.*\n)*.*--json/)
})

test('accounts are made, shown in a table or as they are, and kept out for a while', async () => {
  const made = await pail('user', 'create', 'ada', 'ada@example.com', '--name', 'Ada L')
  assert.match(made.out, /^username {2}ada\nname {6}Ada L\nemail {5}ada@example.com\n/)
  const { out } = await pail('user', 'list')
  assert.match(out, /^USERNAME +NAME +EMAIL +STATUS +ADMIN +CREATED\nada +Ada L +ada@example.com +active +no +\d{4}-/)
  assert.equal((await json('user', 'suspend', 'ada')).status, 'suspended')
  assert.equal((await json('user', 'activate', 'ada')).status, 'active')
  assert.deepEqual(
    (await json('user', 'list')).map(({ username }: { username: string }) => username),
    ['ada', 'admin'],
  )
})

test('workspaces have members', async () => {
  assert.equal((await json('workspace', 'create', 'team', '--name', 'Team', '--private')).is_private, true)
  await pail('user', 'create', 'bob', 'bob@example.com')
  const added = await json('workspace', 'member', 'add', 'team', 'bob', '--permission', 'owner')
  assert.equal(added.permission, 'owner')
  assert.match((await pail('workspace', 'member', 'list', 'team')).out, /\nbob +bob +owner +\d/)
  assert.equal((await pail('workspace', 'member', 'remove', 'team', 'bob')).code, 0)
  assert.equal((await json('workspace', 'member', 'list', 'team')).length, 1)
  assert.match((await pail('workspace', 'list')).out, /^SLUG +NAME +PRIVATE +CREATED\n(.*\n)*team +Team +yes/)
  assert.equal((await json('workspace', 'show', 'team')).name, 'Team')
})

test('repositories are made, listed, handed over and deleted', async () => {
  await pail('workspace', 'create', 'one')
  await pail('workspace', 'create', 'two')
  assert.match((await pail('repo', 'create', 'one/tool', '--description', 'A tool')).out, /\nprivate {6}yes\n/)
  await pail('repo', 'create', 'one/site', '--public')
  assert.match((await pail('repo', 'list', 'one')).out, /^NAME .*\none\/site +PROJ .*\none\/tool +PROJ/)
  assert.equal((await json('repo', 'list', 'one', '-q', 'is_private = false')).length, 1)
  assert.equal((await json('repo', 'transfer', 'one/tool', 'two')).full_name, 'two/tool')
  assert.equal((await json('repo', 'show', 'two/tool')).description, 'A tool')
  assert.equal((await pail('repo', 'delete', 'two/tool')).code, 2)
  assert.equal((await pail('repo', 'delete', 'two/tool', '--yes')).out, 'two/tool is deleted\n')
  assert.equal((await pail('repo', 'show', 'two/tool')).code, 1)
})

test('a token works until it is revoked, and for what it was made', async () => {
  const { uuid, secret } = await json('token', 'create', 'ci', '--scope', 'account', 'repository')
  const ci = commandFor(server.origin, { PAIL_TOKEN: `admin@localhost:${secret}` })
  assert.equal((await ci('token', 'list')).code, 0)
  assert.match((await ci('token', 'create', 'more')).err, /lack one or more required privilege scopes/)
  assert.match((await pail('token', 'list')).out, /ci +api_token +account repository/)
  assert.equal((await pail('token', 'revoke', uuid)).code, 0)
  assert.equal((await ci('token', 'list')).code, 1)
})

test('an administrator makes tokens for others', async () => {
  await pail('user', 'create', 'eve', 'eve@example.com')
  const { secret } = await json(
    'token',
    'create',
    'first',
    '--user',
    'eve',
    '--kind',
    'app_password',
    '--scope',
    'account',
  )
  assert.equal((await commandFor(server.origin, { PAIL_TOKEN: secret })('token', 'list', '--json')).code, 0)
  assert.equal((await json('token', 'list', '--user', 'eve')).length, 1)
})

test('an access token belongs to a repository, a project or a workspace', async () => {
  await pail('workspace', 'create', 'held')
  await pail('repo', 'create', 'held/tool')
  const scope = ['--scope', 'repository']
  assert.match((await pail('access-token', 'create', 'held', 'ci', '--scope', 'account:write')).err, /cannot have/)
  assert.equal((await pail('access-token', 'list', 'held/tool', '--project', 'PROJ')).code, 2)
  const { uuid, secret } = await json('access-token', 'create', 'held/tool', 'ci', ...scope, '--expires', '2100-01-01')
  await pail('access-token', 'create', 'held', 'of-project', ...scope, '--project', 'PROJ')
  await pail('access-token', 'create', 'held', 'of-workspace', ...scope)
  const ci = commandFor(server.origin, { PAIL_TOKEN: secret })
  assert.equal((await ci('repo', 'show', 'held/tool')).code, 0)
  assert.match((await pail('access-token', 'list', 'held/tool')).out, /ci +repository +\d{4}-.* +2100-01-01/)
  assert.match((await pail('access-token', 'list', 'held', '--project', 'PROJ')).out, /of-project/)
  assert.match((await pail('access-token', 'list', 'held')).out, /of-workspace/)
  assert.equal((await pail('access-token', 'revoke', 'held/tool', uuid)).code, 0)
  assert.equal((await ci('repo', 'show', 'held/tool')).code, 1)
})

test('the audit log is shown and exported', async () => {
  await pail('workspace', 'create', 'watched')
  await pail('repo', 'create', 'watched/tool')
  await pail('access-token', 'create', 'watched', 'ci', '--scope', 'repository')
  assert.match((await pail('audit')).out, /^WHEN +WHO +WITH +FROM +OPERATION +PATH\n.*workspaces\.accessTokens\.create/)
  const [record] = await json('audit', 'watched', '-q', 'operation = "repositories.create"')
  assert.deepEqual([record.actor_name, record.address], ['Administrator', '127.0.0.1'])
  const { out } = await pail('audit', 'watched', '--export')
  assert.deepEqual(
    out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).operation),
    ['repositories.create', 'workspaces.accessTokens.create'],
  )
  assert.equal((await pail('audit', '--until', '2020-01-01', '--export')).out, '')
})

test('the demo is a public repository with a history, named by no help', async () => {
  assert.equal((await pail('demo', 'demo/shown')).code, 0)
  const { is_private, mainbranch } = await json('repo', 'show', 'demo/shown')
  assert.deepEqual([is_private, mainbranch.name], [false, 'main'])
})
