import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { oid } from '@pail/git'
import { type OpenHistory, openHistory } from './open-history.ts'

let open: OpenHistory
before(async () => {
  open = await openHistory()
})
after(() => open.close())
const git = (...args: string[]) => open.history.git(...args)

async function tipOf(...names: string[]) {
  const { refs } = await open.node.refs(open.storage)
  const found = names.map(name => refs.find(ref => ref.name === name)!)
  return open.node.tips(open.storage, found)
}

test('a ref may lead to something that is no commit, or nowhere', async () => {
  assert.deepEqual(await tipOf('refs/tags/of-file'), [{ commit: null, tag: null }])
  assert.deepEqual(await open.node.tips(open.storage, [{ oid: oid('1'.repeat(40)) }]), [{ commit: null, tag: null }])
})

test('a branch leads to its commit, and several are told in the order asked', async () => {
  const [x, main, again] = await tipOf('refs/heads/feature/x', 'refs/heads/main', 'refs/heads/feature/x')
  assert.equal(x?.commit?.hash, git('rev-parse', 'feature/x'))
  assert.equal(main?.commit?.message, `${git('log', '-1', '--format=%B', 'main')}\n`)
  assert.equal(main?.tag, null)
  assert.deepEqual(again, x)
})

test('an annotated tag is read as it was written, and what is behind it with it', async () => {
  const [tip] = await tipOf('refs/tags/v2')
  assert.equal(tip?.commit?.hash, git('rev-parse', 'v2^{commit}'))
  assert.equal(tip?.tag?.hash, git('rev-parse', 'v2'))
  const [raw, date, message] = git(
    'for-each-ref',
    '--format=%(taggername) %(taggeremail)%0a%(taggerdate:unix)%0a%(contents)',
    'refs/tags/v2',
  ).split('\n')
  assert.deepEqual(
    [tip?.tag?.tagger?.raw, String(tip?.tag?.tagger?.date), tip?.tag?.message],
    [raw, date, `${message}\n`],
  )
})

test('a tag on a tag has its own message and the commit at the end', async () => {
  const [tip] = await tipOf('refs/tags/nested')
  assert.equal(tip?.tag?.message, 'outer\n')
  assert.equal(tip?.tag?.target, oid(git('rev-parse', 'v2')))
  assert.equal(tip?.commit?.hash, git('rev-parse', 'nested^{commit}'))
})
