import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { Invalid } from '@pail/failures'
import { formatCommit, parseCommit, parsePerson } from './commit-object.ts'
import { makeHistory } from './made-history.ts'
import { type Oid, oid } from './oid.ts'
import { signedPayload } from './signed-payload.ts'
import { formatTree, parseTree } from './tree-object.ts'

const { repository, git, bytes, commits, remove } = makeHistory()
after(remove)
const person = { name: 'Ada', email: 'ada@example.org', date: 1, zone: '+0000' }
const read = (id: Oid) => parseCommit(id, bytes('cat-file', 'commit', id))

test('a date that no calendar has is refused', () => {
  const commit = { tree: oid(git('rev-parse', 'main^{tree}')), parents: [], author: person, message: 'x' }
  assert.throws(() => formatCommit({ ...commit, committer: { ...person, date: Number.NaN } }), Invalid)
  assert.throws(() => formatCommit({ ...commit, committer: { ...person, zone: 'now' } }), Invalid)
})

test('a broken signature line is read as far as it goes', () => {
  const { name, email, date, zone } = parsePerson('somebody')
  assert.deepEqual([name, email, date, zone], ['somebody', '', 0, '+0000'])
})

test('facts of every commit are those git prints', () => {
  const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B%x01'
  const printed = git('log', '--branches', '--tags', `--format=${format}`).split('\x01\n')
  const ours = commits.map(id => {
    const { hash, tree, parents, author: a, committer: c, message } = read(id)
    return [hash, tree, parents.join(' '), a.name, a.email, a.date, c.name, c.email, c.date, message].join('\0')
  })
  assert.deepEqual(ours.join('\x01\n'), printed.join('\x01\n').replace(/\x01$/, ''))
})

test('a message in another encoding is read as text', () => {
  const head = `tree ${git('rev-parse', 'main^{tree}')}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n`
  const body = Buffer.from(`${head}encoding ISO-8859-1\n\ncaf\xe9\n`, 'latin1')
  assert.equal(parseCommit(commits[0]!, body).message, 'café\n')
})

test('a signature is kept with its lines', () => {
  const head = `tree ${git('rev-parse', 'main^{tree}')}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n`
  const body = Buffer.from(`${head}gpgsig -----BEGIN\n \n abc\n -----END\n\nsigned\n`)
  assert.equal(parseCommit(commits[0]!, body).signature, '-----BEGIN\n\nabc\n-----END')
})

test('a signature covers everything but signatures', () => {
  const head = 'tree 1\nauthor caf\xe9 <a> 1 +0000\n'
  const signatures = 'gpgsig -----BEGIN\n \n abc\n -----END\ngpgsig-sha256 x\n y\n'
  const body = Buffer.from(`${head}${signatures}HG:extra z\n more\n\ngpgsig in words\n`, 'latin1')
  assert.equal(signedPayload(body), `${head}HG:extra z\n more\n\ngpgsig in words\n`)
})

test('what is written is what git itself would write', () => {
  const tip = read(commits[0]!)
  const again = formatCommit({ ...tip, author: tip.author, committer: tip.committer })
  const id = execFileSync('git', ['hash-object', '-t', 'commit', '--stdin'], { cwd: repository.dir, input: again })
  assert.equal(id.toString().trim(), commits[0])
})

test('a tree that is read and written is the same', () => {
  for (const tree of git('log', '--format=%T', 'main').split('\n')) {
    const body = bytes('cat-file', 'tree', tree)
    assert.deepEqual(formatTree(parseTree(body).reverse()), body)
  }
})
