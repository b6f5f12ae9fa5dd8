import assert from 'node:assert/strict'
import { renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { oid, refName } from '@pail/git'
import { ORIGIN, openVillage } from '@pail/testkit'
import { lines, openWork } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge } = village
const work = await openWork()
const site = '/2.0/repositories/acme/site'
const vault = '/2.0/repositories/acme/vault'
const at: Record<string, string> = {}

before(async () => {
  at.root = await work.commit('Begin', {
    'text.txt': lines(),
    'docs/guide.md': lines(),
    'logo.bin': Buffer.from([0, 1]),
  })
  at.base = await work.commit('Go on', { 'docs/other.md': 'other\n', 'a b/"quoted"\n.txt': 'odd\n' })
  await work.git('checkout', '-q', '-b', 'feature/x')
  renameSync(join(work.folder, 'docs/guide.md'), join(work.folder, 'docs/manual.md'))
  symlinkSync('text.txt', join(work.folder, 'link'))
  writeFileSync(Buffer.concat([Buffer.from(`${work.folder}/caf`), Buffer.from([0xe9])]), 'latin\n')
  at.feature = await work.commit('Change much', {
    'text.txt': lines({ 3: 'line  3', 20: 'twenty' }),
    'logo.bin': Buffer.from([0, 2]),
    'a b/"quoted"\n.txt': 'odder\n',
  })
  await work.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},lib`)
  await work.git('commit', '-q', '-m', 'Add a library')
  at.feature = await work.git('rev-parse', 'HEAD')
  await work.git('checkout', '-q', 'main')
  at.main = await work.commit('Meanwhile', { 'docs/other.md': 'another\n' })
  await work.git('checkout', '-q', '-b', 'criss', at.base)
  at.one = await work.commit('One', { one: '1\n' })
  await work.git('checkout', '-q', '-b', 'cross', at.base)
  at.two = await work.commit('Two', { two: '2\n' })
  await work.git('merge', '-q', '-m', 'Cross', at.one)
  at.cross = await work.git('rev-parse', 'HEAD')
  await work.git('checkout', '-q', 'criss')
  await work.git('merge', '-q', '-m', 'Criss', at.two)
  at.criss = await work.commit('More', { three: '3\n' })
  await work.git('checkout', '-q', '--orphan', 'alien')
  await work.git('rm', '-rfq', '.')
  at.alien = await work.commit('From elsewhere', { 'text.txt': 'alien\n' })
  await work.git('tag', '-a', 'v1', '-m', 'first', at.base)
  await work.git('checkout', '-q', '-b', 'secret', at.base)
  at.secret = await work.commit('Secret', { secret: 'hush\n' })
  for (const name of ['acme/site', 'acme/vault']) {
    const remote = await village.remote(name)
    await work.git('push', '-q', '--all', remote)
    await work.git('push', '-q', remote, 'v1')
    await work.git('push', '-q', remote, ':secret')
  }
})

async function bytes(path: string): Promise<Buffer> {
  const answer = await village.fetch(new Request(`${ORIGIN}${site}/diff/${path}`))
  assert.equal(answer.status, 200, path)
  return Buffer.from(await answer.arrayBuffer())
}
async function isWhatGitSays(path: string, ...args: string[]): Promise<void> {
  const expected = work.bytes('diff', ...args)
  assert.ok(expected.length > 0)
  assert.deepEqual(await bytes(path), expected)
}
const message = async (path: string): Promise<[number, string]> => {
  const { status, body } = await ada.get(`${site}/${path}`)
  return [status, body.error?.message]
}

test('who may not read a repository learns nothing of its commits', async () => {
  const missing = await eve.get('/2.0/repositories/acme/nothing/diff/main')
  assert.equal(missing.status, 404)
  assert.deepEqual((await eve.get(`${vault}/diff/main`)).body, missing.body)
  assert.deepEqual((await stranger.get(`${vault}/diff/nonsense`)).body, missing.body)
  const { status } = await (await village.as('ada', ['account'])).get(`${site}/diff/main`)
  assert.equal(status, 403)
})

test('a revision that names nothing is not found', async () => {
  const { status, body } = await ada.get(`${site}/diff/nothing..main`)
  assert.equal(status, 404)
  assert.deepEqual(body.error, { message: 'Commit not found', data: { shas: ['nothing'] } })
})

test("git's own syntax names nothing", async () => {
  for (const revision of [
    'main~1',
    'main%5E',
    '%5Emain',
    'HEAD:docs',
    'main@%7B0%7D',
    ':',
    '--output=%2Ftmp%2Fx',
    '-1',
    'main%0A--all',
  ])
    assert.deepEqual(await message(`diff/${revision}`), [404, 'Commit not found'], revision)
})

test('commits that only hidden or deleted refs reach are not found', async () => {
  const hidden = { ref: refName('refs/keep/1'), old: null, new: oid(at.one!) }
  await forge.git.updateRefs(village.site.uuid, { changes: [hidden], atomic: true })
  await work.git('push', '-q', await village.remote('acme/site'), ':criss', ':cross')
  for (const hash of [at.one, at.secret, at.secret!.slice(0, 10)])
    for (const verb of ['diff', 'diffstat', 'patch']) {
      assert.deepEqual(await message(`${verb}/${hash}`), [404, 'Commit not found'])
      assert.deepEqual(await message(`${verb}/main..${hash}`), [404, 'Commit not found'])
    }
  await work.git('push', '-q', await village.remote('acme/site'), 'criss', 'cross')
  assert.deepEqual(await message('diff/refs/keep/1'), [404, 'Commit not found'])
})

test('a spec is one revision or two', async () => {
  for (const spec of ['main..', 'a..b..c', 'a...b', 'a%0Db%0Dc', '%0D'])
    assert.deepEqual(await message(`diff/${spec}`), [
      400,
      'spec: this is not one revision, or two separated by two dots',
    ])
})

test('topic and its older name are not used together', async () => {
  const { status, body } = await ada.get(`${site}/diff/feature/x..main?topic=true&merge=true`)
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { merge: ['cannot be used together with topic'] })
})

test('context is a number of lines within reason', async () => {
  for (const context of ['-1', 'many', '100001', '1.5'])
    assert.equal((await message(`diff/main?context=${context}`))[0], 400, context)
})

test('a path stays within the repository', async () => {
  for (const path of ['../x', 'a/../../b', '.git/config', 'a%00b'])
    assert.equal((await message(`diff/main?path=${path}`))[0], 400)
})

test('a single commit is compared with its first parent', async () => {
  await isWhatGitSays(at.main!, at.base!, at.main!)
  await isWhatGitSays(at.main!.slice(0, 8), at.base!, at.main!)
  await isWhatGitSays('v1', at.root!, at.base!)
  await isWhatGitSays(at.cross!, at.two!, at.cross!)
})

test('a root commit is compared with nothing', async () => {
  await isWhatGitSays(at.root!, '4b825dc642cb6eb9a060e54bf8d69288fbee4904', at.root!)
})

test('of two revisions the first is the new one', async () => {
  await isWhatGitSays('feature/x..main?topic=false', at.main!, at.feature!)
  await isWhatGitSays('main..feature/x?topic=false', at.feature!, at.main!)
  await isWhatGitSays('main..feature/x?merge=false', at.feature!, at.main!)
})

test('without other wishes the new side is compared with where the two parted', async () => {
  await isWhatGitSays('feature/x..main', at.base!, at.feature!)
  await isWhatGitSays('main..feature/x?topic=true', at.base!, at.main!)
  await isWhatGitSays(
    `${at.feature!.slice(0, 12)}%0D${at.main!.slice(0, 12)}?from_pullrequest_id=2&topic=true`,
    at.base!,
    at.feature!,
  )
})

test('flags may be written as Python writes them', async () => {
  await isWhatGitSays('feature/x..main?topic=True', at.base!, at.feature!)
  await isWhatGitSays('feature/x..main?topic=False', at.main!, at.feature!)
})

test('names in the address may have their slashes encoded', async () => {
  await isWhatGitSays('feature%2Fx..main', at.base!, at.feature!)
  await isWhatGitSays('refs/heads/feature/x..refs%2Fheads%2Fmain', at.base!, at.feature!)
})

test('a side can name its repository', async () => {
  await isWhatGitSays('acme/site:feature/x%0Dmain', at.base!, at.feature!)
  await isWhatGitSays(`feature/x..%7B${village.acme.uuid}%7D/%7B${village.site.uuid}%7D:main`, at.base!, at.feature!)
})

test('histories that never met are compared as they are', async () => {
  await isWhatGitSays('alien..main', at.main!, at.alien!)
})

test('of several common ancestors one is taken', async () => {
  const found = await bytes('criss..cross')
  const possible = [at.one!, at.two!].map(base => work.bytes('diff', base, at.criss!))
  assert.ok(possible.some(one => one.equals(found)))
})

test('nothing differs from itself', async () => {
  assert.equal((await bytes('main..main')).length, 0)
})

test('only what was asked for is compared', async () => {
  await isWhatGitSays(
    'feature/x..main?path=text.txt&path=logo.bin',
    at.base!,
    at.feature!,
    '--',
    'text.txt',
    'logo.bin',
  )
  await isWhatGitSays('feature/x..main?path=/docs/', at.base!, at.feature!, '--', 'docs')
  assert.equal((await bytes('feature/x..main?path=*.txt')).length, 0)
})

test('context, white space and renames are as wished', async () => {
  await isWhatGitSays('feature/x..main?context=0', '-U0', at.base!, at.feature!)
  await isWhatGitSays('feature/x..main?context=100', '-U100', at.base!, at.feature!)
  await isWhatGitSays('feature/x..main?ignore_whitespace=true', '-w', at.base!, at.feature!)
  await isWhatGitSays('feature/x..main?renames=false', '--no-renames', at.base!, at.feature!)
})

test('binary files are mentioned unless they are unwanted', async () => {
  assert.ok((await bytes('feature/x..main')).includes('Binary files a/logo.bin and b/logo.bin differ'))
  const without = await bytes('feature/x..main?binary=false')
  assert.ok(!without.includes('logo.bin'))
  assert.deepEqual(without, work.bytes('diff', at.base!, at.feature!, '--', '.', ':!logo.bin'))
})

test('bytes that are no text are left as they are', async () => {
  const found = await bytes('feature/x..main')
  assert.ok(found.includes(Buffer.from([0x2f, 0x63, 0x61, 0x66, 0xe9])))
})

test('who has a diff already is not sent it again', async () => {
  const first = await ada.get(`${site}/diff/feature/x..main`)
  assert.equal(first.headers.get('content-type'), 'text/plain')
  const etag = first.headers.get('etag')!
  const again = await ada.get(`${site}/diff/${at.feature}..${at.main}`, { headers: { 'if-none-match': etag } })
  assert.deepEqual([again.status, again.body], [304, ''])
  const other = await ada.get(`${site}/diff/feature/x..main?context=1`, { headers: { 'if-none-match': etag } })
  assert.equal(other.status, 200)
})

test('the headers can be had alone', async () => {
  const { status, body, headers } = await ada.send('HEAD', `${site}/diff/feature/x..main`)
  assert.deepEqual([status, body, headers.get('content-type')], [200, '', 'text/plain'])
})

test('a member reads the diffs of a private repository', async () => {
  assert.equal((await bob.get(`${vault}/diff/main`)).status, 200)
})

test('what takes longer than it may is refused', async () => {
  const { diffSeconds } = forge.config
  forge.config.diffSeconds = 0.000_001
  after(() => (forge.config.diffSeconds = diffSeconds))
  const found = await ada.get(`${site}/diff/${at.feature}..${at.root}?context=7`)
  assert.equal(found.status, 555)
  assert.equal(found.body.type, 'error')
  assert.equal((await ada.get(`${site}/diffstat/${at.feature}..${at.root}?renames=false`)).status, 555)
  assert.equal((await ada.get(`${site}/patch/${at.feature}..${at.root}`)).status, 555)
  forge.config.diffSeconds = diffSeconds
})
