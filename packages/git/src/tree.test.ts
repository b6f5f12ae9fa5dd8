import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeHistory } from './made-history.ts'
import { Tree } from './tree.ts'
import { DIRECTORY, formatTree, parseTree } from './tree-object.ts'

const { git, bytes, remove } = makeHistory()
after(remove)
const body = (name: string) => bytes('cat-file', 'tree', git('rev-parse', `${name}^{tree}`))
const file = { mode: '100644', oid: git('rev-parse', 'main:src/app.ts') as never }

test('a name that is not there is not found', () => {
  const tree = new Tree(body('main'))
  assert.equal(tree.find('nope'), undefined)
  assert.equal(tree.find('READM'), undefined)
  assert.equal(tree.find(''), undefined)
  assert.equal(new Tree(Buffer.alloc(0)).length, 0)
})

test('every entry is there in its order, and found by its name', () => {
  const tree = new Tree(body('main'))
  assert.deepEqual([...tree], parseTree(body('main')))
  assert.deepEqual(
    [...tree].map(({ name }) => tree.find(name)),
    [...tree],
  )
  assert.equal(tree.find('src')?.mode, DIRECTORY)
  assert.equal(tree.marks().get('src'), `${DIRECTORY}${git('rev-parse', 'main:src')}`)
})

test('a name that is no UTF-8 is found by what is shown, unless another is called so', () => {
  const odd = { ...file, name: 'a\ufffd', raw: Buffer.from([97, 0xff]) }
  const same = { ...file, mode: '100755', name: 'a\ufffd' }
  assert.deepEqual(new Tree(formatTree([odd])).find('a\ufffd')?.raw, odd.raw)
  assert.equal(new Tree(formatTree([odd, same])).find('a\ufffd')?.mode, '100755')
})
