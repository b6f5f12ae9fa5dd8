import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { FORM, MULTIPART, openDesk, partOf } from './testing.ts'

const { village, post, send, commit, refused, inGit } = await openDesk()
after(() => village.close())
const { ada, eve, stranger } = village
const at = '/2.0/repositories/acme/site/src'
await commit({ 'docs/README.md': '# Site\n', 'a.txt': 'zero' })

test('nobody in particular commits, nor whoever may only read', async () => {
  const fields = { 'a.txt': 'a' }
  assert.equal((await post(fields, { by: stranger })).status, 401)
  assert.equal((await post(fields, { by: eve })).status, 403)
  const reader = await village.as('ada', ['repository'])
  assert.equal((await post(fields, { by: reader })).status, 403)
})

test('a hidden repository is refused like a missing one', async () => {
  const ask = (slug: string) => post({ 'a.txt': 'a' }, { by: eve, to: `/2.0/repositories/acme/${slug}/src` })
  const [hidden, missing] = [await ask('vault'), await ask('missing')]
  assert.deepEqual([hidden.status, hidden.body], [missing.status, missing.body])
  assert.equal(hidden.status, 404)
})

test('nothing at all is no commit', async () => {
  assert.equal((await ada.post(at)).status, 400)
  await refused({ message: 'Nothing' }, 400, 'There is nothing to commit.')
})

test('whoever saw another tip is told so', async () => {
  const [old] = (await inGit('log', '--format=%H', 'main')).split('\n')
  await commit({ 'a.txt': 'one' })
  await refused({ 'a.txt': 'two', parents: old! }, 409, 'parents: not the tip of main')
  await refused({ 'a.txt': 'two', branch: 'main', parents: old! }, 409, 'parents: not the tip of main')
  await refused({ 'a.txt': 'two', parents: '1'.repeat(40) }, 400, `parents: commit not found: ${'1'.repeat(40)}`)
  await refused({ 'a.txt': 'two', parents: '--exec=x' }, 400, 'parents: commit not found: --exec=x')
  await refused({ 'a.txt': 'two', parents: [old!, old!] }, 400, 'parents: given more than once')
  const tip = await inGit('rev-parse', '--short', 'main')
  await commit({ 'a.txt': 'two', parents: tip })
})

test('names of branches, authors and attributes are checked', async () => {
  await refused({ a: 'a', branch: 'a..b' }, 400, 'branch: not a name for a branch')
  await refused({ a: 'a', branch: '--upload-pack=x' }, 400, 'branch: not a name for a branch')
  await refused({ a: 'a', branch: ['one', 'two'] }, 400, 'branch: given more than once')
  await commit({ branch: 'side/one' })
  await refused({ a: 'a', branch: 'side' }, 409, /^refs\/heads\/side: /)
  await refused({ a: 'a', author: 'Ada' }, 400, 'author: not of the form Name <address>')
})

test('paths lead nowhere but into the tree', async () => {
  for (const path of ['.git/config', '../x', 'docs/.GIT/x', 'docs/.g\u200cit/x', 'git~1/x', 'a//b', 'x'.repeat(4000)])
    await refused({ [path]: 'x' }, 400, /: /)
  const { body } = await post({ '/.git/config': 'x' })
  assert.deepEqual(Object.keys(body.error.fields), ['/.git/config'])
})

test('a module whose address is an option is refused with the rule', async () => {
  const modules = '[submodule "x"]\n\tpath = x\n\turl = --upload-pack=/tmp/x\n'
  await refused({ '.gitmodules': modules }, 400, /gitmodulesUrl/)
})

test('nothing is written through a link, over a folder, or below a file', async () => {
  const link = 'Content-Disposition: form-data; name="out"; filename="out"; x-attributes:"link"'
  await send(partOf(link, '/etc'), MULTIPART)
  assert.equal((await inGit('ls-tree', 'main', 'out')).slice(0, 6), '120000')
  await refused({ 'out/passwd': 'x' }, 400, 'out/passwd: out is not a folder')
  await refused({ 'a.txt/b': 'x' }, 400, 'a.txt/b: a.txt is not a folder')
  await refused({ docs: 'x' }, 400, 'docs: this is a folder')
  await refused({ n: 'x', 'n/m': 'x' }, 400, 'n/m: n is written as a file in the same request')
  await refused({ a: 'x', '/a': 'y' }, 400, 'a: given more than once')
})

test('what is not there cannot be deleted, nor can a folder', async () => {
  await refused({ files: 'missing.txt' }, 400, /missing\.txt/)
  await refused({ files: 'docs' }, 400, 'docs: this is a folder')
  await refused({ files: '../x' }, 400, /^\.\.\/x: /)
})

test('other bodies are not read', async () => {
  assert.equal((await ada.post(at, { message: 'JSON' })).status, 415)
  assert.equal((await send('x', 'multipart/form-data')).status, 400)
  assert.equal((await send('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut', MULTIPART)).status, 400)
  assert.equal((await send('a=%ff&message=%ff', FORM)).status, 400)
})

test('too much is refused', async () => {
  assert.equal((await post({ message: 'm'.repeat(300_000), a: 'a' })).status, 413)
  assert.equal((await send(`a=${'a'.repeat(9_000_000)}`, FORM)).status, 413)
  assert.equal((await send('files=a&'.repeat(10_001), FORM)).status, 413)
})
