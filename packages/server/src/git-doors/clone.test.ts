import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { oid, refName } from '@pail/git'
import { type OpenDoor, openDoor } from './open-door.ts'

let door: OpenDoor
let hidden: string
before(async () => {
  door = await openDoor()
  await door.git('init', '-q', 'work')
  await commit('secret')
  hidden = (await door.git('-C', 'work', 'rev-parse', 'HEAD')).out.trim()
  await door.git('-C', 'work', 'push', '-q', door.url, 'main:refs/heads/tmp')
  await door.gitNode.updateRefs(door.storage, {
    changes: [{ ref: refName('refs/keep/1'), old: null, new: oid(hidden) }],
    atomic: true,
  })
  await door.git('-C', 'work', 'push', '-q', door.url, ':refs/heads/tmp')
  await door.git('-C', 'work', 'checkout', '-q', '--orphan', 'fresh')
  await door.git('-C', 'work', 'rm', '-q', '-f', 'secret.txt')
  for (const name of ['one', 'two', 'three']) await commit(name)
  await door.git('-C', 'work', 'tag', '-a', '-m', 'x', 'v1')
  await door.git('-C', 'work', 'push', '-q', door.url, 'fresh:main', 'v1')
})
after(() => door.close())

async function commit(name: string): Promise<void> {
  await writeFile(join(door.folder, 'work', `${name}.txt`), name.repeat(100))
  await door.git('-C', 'work', 'add', '.')
  await door.git('-C', 'work', 'commit', '-q', '-m', name)
}

const revision = async (where: string, name = 'HEAD') => (await door.git('-C', where, 'rev-parse', name)).out.trim()
const V0 = ['-c', 'protocol.version=0'] as const
const V2 = ['-c', 'protocol.version=2'] as const

async function fetched(where: string, ...args: string[]): Promise<number> {
  await door.git('init', '-q', '--bare', where)
  return (await door.git(...args, '-C', where, 'fetch', '-q', '--depth=1', door.url, hidden)).code
}

test('an object that only a hidden ref reaches is not fetched by its name, in any version', async () => {
  assert.notEqual(await fetched('steal0', ...V0), 0)
  assert.notEqual(await fetched('steal2', ...V2), 0)
  const { err } = await door.git('-C', 'steal2', 'fetch', door.url, hidden)
  assert.match(err, /not our ref/)
})

test('a file of a hidden commit is not fetched either', async () => {
  const file = await revision('work', `${hidden}:secret.txt`)
  await door.git('init', '-q', '--bare', 'steal-file')
  assert.notEqual((await door.git('-C', 'steal-file', 'fetch', '-q', door.url, file)).code, 0)
  const visible = await revision('work', 'HEAD~1:one.txt')
  assert.equal((await door.git('-C', 'steal-file', 'fetch', '-q', door.url, visible)).code, 0)
})

test('a filter that takes its rules from an object is refused', async () => {
  const { code, err } = await door.git(
    'clone',
    '-q',
    '--no-checkout',
    `--filter=sparse:oid=${hidden}`,
    door.url,
    'sparse',
  )
  assert.notEqual(code, 0)
  assert.match(err, /filter 'sparse:oid' not supported/)
})

test('hidden refs are not listed', async () => {
  assert.equal((await door.git(...V0, 'ls-remote', door.url)).out.includes('keep'), false)
  assert.equal((await door.git(...V2, 'ls-remote', door.url)).out.includes('keep'), false)
})

test('a clone has the same refs and whole history, in both versions', async () => {
  const listed = (await door.git('ls-remote', door.url)).out
  assert.equal((await door.git(...V0, 'ls-remote', door.url)).out, listed)
  assert.equal((await door.git(...V0, 'clone', '-q', '--mirror', door.url, 'mirror0')).code, 0)
  assert.equal((await door.git(...V2, 'clone', '-q', '--mirror', door.url, 'mirror2')).code, 0)
  assert.deepEqual(
    [await revision('mirror0'), await revision('mirror2')],
    [await revision('work'), await revision('work')],
  )
  assert.equal((await door.git('-C', 'mirror2', 'fsck', '--strict')).code, 0)
})

test('a clone without .git in the address, or with a slash after it, works too', async () => {
  assert.equal((await door.git('ls-remote', door.url.replace('.git', ''))).code, 0)
  assert.equal((await door.git('ls-remote', `${door.url}/`)).code, 0)
})

test('an empty repository is cloned with the branch that is to come', async () => {
  const empty = await openDoor()
  const { code } = await empty.git('clone', '-q', empty.url, 'nothing')
  const { out } = await empty.git('-C', 'nothing', 'symbolic-ref', 'HEAD')
  await empty.close()
  assert.deepEqual([code, out.trim()], [0, 'refs/heads/main'])
})

test('a shallow clone is as deep as it was asked to be, and can be deepened', async () => {
  await door.git('clone', '-q', '--depth=1', door.url, 'shallow')
  assert.equal((await door.git('-C', 'shallow', 'rev-list', '--count', 'HEAD')).out.trim(), '1')
  await door.git('-C', 'shallow', 'fetch', '-q', '--unshallow')
  assert.equal((await door.git('-C', 'shallow', 'rev-list', '--count', 'HEAD')).out.trim(), '3')
})

test('a clone without files gets them when they are needed', async () => {
  await door.git('clone', '-q', '--filter=blob:none', '--no-checkout', door.url, 'partial')
  assert.match((await door.git('-C', 'partial', 'rev-list', '--objects', '--missing=print', 'HEAD')).out, /^\?/m)
  assert.equal((await door.git('-C', 'partial', 'checkout', '-q', 'HEAD~1')).code, 0)
  assert.equal(await readFile(join(door.folder, 'partial', 'two.txt'), 'utf8'), 'two'.repeat(100))
  assert.equal((await door.git('clone', '-q', '--filter=blob:limit=1k', door.url, 'limited')).code, 0)
  assert.equal((await door.git('clone', '-q', '--filter=tree:0', '--no-checkout', door.url, 'treeless')).code, 0)
})

test('a fetch brings what is new, and nothing when nothing is', async () => {
  await door.git('clone', '-q', door.url, 'follower')
  await commit('four')
  await door.git('-C', 'work', 'push', '-q', door.url, 'fresh:main')
  await door.git('-C', 'follower', 'pull', '-q')
  assert.equal(await revision('follower'), await revision('work'))
  assert.equal((await door.git('-C', 'follower', 'fetch')).err, '')
})

test('nothing went wrong behind the door', () => {
  assert.deepEqual(door.faults, [])
})
