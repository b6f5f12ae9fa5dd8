import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, ORIGIN, openVillage } from '@pail/testkit'
import { ELSEWHERE, NUMBERS, PICTURE, pushFiles } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, fetch } = village
const at = '/2.0/repositories/acme/site'
const hidden = '/2.0/repositories/acme/vault'
const empty = await stranger.get(`${at}/src`)
const { folder, tip } = await pushFiles(village, 'acme/site')
await pushFiles(village, 'acme/vault')

const get = (path: string, headers = {}) => stranger.get(`${at}/src/${path}`, { headers })
const message = async (path: string) => {
  const { status, body } = await get(path)
  assert.ok(status === 404 || status === 400, `${path}: ${status}`)
  return body.error.message as string
}

test('an empty repository has no source', () => {
  assert.equal(empty.status, 404)
  assert.equal(empty.body.error.message, 'Commit not found')
})

test('files of a private repository are hidden like those of none', async () => {
  const missing = await stranger.get('/2.0/repositories/acme/nothing/src/main/README.md')
  assert.equal(missing.status, 404)
  for (const path of ['src', 'src/main/', 'src/main/README.md', 'src/nothing/x', 'filehistory/main/README.md'])
    for (const caller of [stranger, eve]) assert.deepEqual((await caller.get(`${hidden}/${path}`)).body, missing.body)
  assert.equal((await bob.get(`${hidden}/src/main/README.md`)).status, 200)
})

test('reading needs the repository scope', async () => {
  const other = await village.as('ada', ['account'])
  assert.equal((await other.get(`${at}/src/main/README.md`)).status, 403)
  const granular = await village.as('ada', ['read:repository:bitbucket'])
  assert.equal((await granular.get(`${hidden}/src/main/README.md`)).status, 200)
})

test('an unknown revision is named, once in the error and once beside it', async () => {
  const { status, body } = await get('nothing/README.md')
  assert.equal(status, 404)
  assert.equal(body.error.message, 'Commit not found')
  assert.deepEqual(body.error.data, { shas: ['nothing'] })
})

test('options and operators of git name no revision', async () => {
  for (const revision of ['--output=%2Ftmp%2Fx', '-p', 'main~1', 'main%5E', 'main:README.md', 'main@%7B1%7D', ':%2Fx'])
    assert.equal(await message(`${revision}/README.md`), 'Commit not found', revision)
})

test('what no tree can hold is not found', async () => {
  for (const path of [
    '..%2F..%2Fetc%2Fpasswd',
    '%2Fetc%2Fpasswd',
    '.git%2Fconfig',
    'docs%2F.GIT%2Fx',
    'a%2F%2Fb',
    '.%2FREADME.md',
  ])
    assert.match(await message(`main/${path}`), /^No such file or directory: /, path)
  for (const path of ['docs%5Cguide.md', 'README.md/x', `${'a/'.repeat(2100)}a`, '-p', '*', ':(top)README.md'])
    assert.match(await message(`main/${path}`), /^No such file or directory: /, path)
})

test('a NUL or bytes that are not text make no address', async () => {
  assert.equal(await message('main/a%00b'), 'Bad request')
  assert.equal(await message('main/a%FFb'), 'Bad request')
})

test('links and submodules are not entered', async () => {
  assert.match(await message('main/docs/outside/x'), /^No such file/)
  assert.match(await message('main/linked/guide.md'), /^No such file/)
  assert.match(await message('main/vendor/other/x'), /^No such file/)
})

test('an unknown form is refused', async () => {
  assert.equal(await message('main/README.md?format=html'), 'Bad request')
})

test('a file is its bytes, with their length and a mark', async () => {
  const answer = await fetch(new Request(`${ORIGIN}${at}/src/main/picture.png`))
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), PICTURE)
  assert.equal(answer.headers.get('content-type'), 'image/png')
  assert.equal(answer.headers.get('content-length'), String(PICTURE.length))
  assert.equal(answer.headers.get('etag'), `"${await git(folder, 'rev-parse', 'HEAD:picture.png')}"`)
  assert.equal(answer.headers.get('accept-ranges'), 'bytes')
})

test('a large file arrives whole', async () => {
  const { body, headers } = await get('main/numbers.txt')
  assert.equal(body, NUMBERS)
  assert.equal(headers.get('content-length'), String(NUMBERS.length))
})

test('no file is run as a part of the site', async () => {
  for (const name of ['evil.html', 'evil.svg', 'evil.js', 'paper.pdf']) {
    const { headers } = await get(`main/${name}`)
    assert.equal(headers.get('content-disposition'), `attachment; filename="${name}"`)
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    if (name !== 'paper.pdf') assert.equal(headers.get('content-type'), 'text/plain')
  }
})

test('the name of a file cannot break its header', async () => {
  const { status, headers } = await get(`main/docs/a%20b/${encodeURIComponent('"ü".txt')}`)
  assert.equal(status, 200)
  assert.equal(headers.get('content-disposition'), 'attachment; filename="___.txt"; filename*=UTF-8\'\'_%C3%BC_.txt')
})

test('the same content has the same mark anywhere, other attributes another', async () => {
  const mark = async (path: string) => (await get(path)).headers.get('etag')
  assert.equal(await mark('main/empty/one'), await mark('main/new/.keep'))
  assert.equal(await mark('main/new/name.txt'), await mark('feature/x/new/name.txt'))
  assert.match((await mark('main/script.sh')) ?? '', /-100755"$/)
})

test('whoever has the content already is told so', async () => {
  const etag = (await get('main/README.md')).headers.get('etag')
  const { status, body } = await get('main/README.md', { 'if-none-match': `"x", W/${etag}` })
  assert.equal(status, 304)
  assert.equal(body, '')
})

test('HEAD tells everything but the content', async () => {
  const { status, headers, body } = await stranger.send('HEAD', `${at}/src/main/numbers.txt`)
  assert.equal(status, 200)
  assert.equal(headers.get('content-length'), String(NUMBERS.length))
  assert.equal(headers.get('etag'), (await get('main/numbers.txt')).headers.get('etag'))
  assert.equal(body, '')
  assert.equal((await stranger.send('HEAD', `${at}/src/main/nothing`)).status, 404)
  assert.equal((await stranger.send('HEAD', `${at}/src/main/docs`)).status, 200)
})

test('a range past the end is refused with the length', async () => {
  const { status, headers, body } = await get('main/numbers.txt', { range: 'bytes=999999-' })
  assert.equal(status, 416)
  assert.equal(headers.get('content-range'), `bytes */${NUMBERS.length}`)
  assert.equal(body.type, 'error')
  assert.equal((await get('main/empty/one', { range: 'bytes=0-' })).status, 416)
})

test('a range is a part of the content', async () => {
  const part = async (range: string, more = {}) => {
    const { status, body, headers } = await get('main/numbers.txt', { range, ...more })
    return [status, body.length > 20 ? body.length : body, headers.get('content-range')]
  }
  const size = NUMBERS.length
  assert.deepEqual(await part('bytes=2-5'), [206, '1\n2\n', `bytes 2-5/${size}`])
  assert.deepEqual(await part('bytes=-4'), [206, '999\n', `bytes ${size - 4}-${size - 1}/${size}`])
  assert.deepEqual(await part(`bytes=${size - 2}-999999`), [206, '9\n', `bytes ${size - 2}-${size - 1}/${size}`])
  assert.deepEqual(await part('bytes=0-1,4-5'), [200, size, null])
})

test('a range of what has changed since is the whole', async () => {
  const etag = (await get('main/numbers.txt')).headers.get('etag')
  const range = 'bytes=0-1'
  assert.equal((await get('main/numbers.txt', { range, 'if-range': `${etag}` })).status, 206)
  const { status, body } = await get('main/numbers.txt', { range, 'if-range': '"other"' })
  assert.equal(status, 200)
  assert.equal(body, NUMBERS)
})

test('a link is where it leads, a submodule the commit it stands for', async () => {
  assert.equal((await get('main/docs/outside')).body, '/etc/passwd')
  assert.equal((await get('main/vendor/other')).body, ELSEWHERE)
})

test('a revision is a branch, a tag, HEAD, a hash or its beginning, slashes written or escaped', async () => {
  for (const revision of ['main', 'HEAD', tip, tip.slice(0, 7), 'v1.0.zip', 'refs%2Fheads%2Fmain', 'refs/heads/main'])
    assert.equal((await get(`${revision}/Makefile`)).body, 'all:\n', revision)
  for (const revision of ['feature/x', 'feature%2Fx', 'feature%2fx'])
    assert.match((await get(`${revision}/new/name.txt`)).body, /second\n$/, revision)
})

test('without a revision the main branch is meant, and the question goes along', async () => {
  const { status, headers } = await stranger.get(`${at}/src?pagelen=3&q=size%3E1`)
  assert.equal(status, 302)
  assert.equal(headers.get('location'), `${ORIGIN}${at}/src/${tip}/?pagelen=3&q=size%3E1`)
})

test('an old client names the revision beside the address', async () => {
  const { headers } = await stranger.get(`${at}/src?at=feature/x&max_depth=2`)
  const other = await git(folder, 'rev-parse', 'HEAD~1')
  assert.equal(headers.get('location'), `${ORIGIN}${at}/src/${other}/?max_depth=2`)
  assert.equal((await stranger.get(`${at}/src?at=nothing`)).status, 404)
})

test('format=meta describes a file', async () => {
  const { body } = await ada.get(`${at}/src/main/docs/a%20b/${encodeURIComponent('"ü".txt')}?format=meta`)
  const self = `${ORIGIN}${at}/src/${tip}/docs/a%20b/%22%C3%BC%22.txt`
  assert.deepEqual(body, {
    type: 'commit_file',
    path: 'docs/a b/"ü".txt',
    commit: {
      type: 'commit',
      hash: tip,
      links: {
        self: { href: `${ORIGIN}${at}/commit/${tip}` },
        html: { href: `${ORIGIN}/acme/site/commits/${tip}` },
      },
    },
    attributes: [],
    escaped_path: '"docs/a b/\\"\\303\\274\\".txt"',
    size: 7,
    mimetype: 'text/plain',
    links: {
      self: { href: self },
      meta: { href: `${self}?format=meta` },
      history: { href: `${ORIGIN}${at}/filehistory/${tip}/docs/a%20b/%22%C3%BC%22.txt` },
    },
  })
})

test('format=meta describes a folder, the root too, and shows the fields asked for', async () => {
  const { body } = await get('main/docs?format=meta')
  assert.equal(body.type, 'commit_directory')
  assert.equal(body.links.self.href, `${ORIGIN}${at}/src/${tip}/docs/`)
  assert.equal(body.links.meta.href, `${ORIGIN}${at}/src/${tip}/docs/?format=meta`)
  assert.deepEqual((await get('main/?format=meta&fields=type,path')).body, { type: 'commit_directory', path: '' })
  assert.equal((await stranger.get(`${at}/src?format=meta`)).body.type, 'commit_directory')
  const { commit, last_commit } = (await get('main/new?format=meta&fields=%2Bcommit.date,%2Blast_commit')).body
  assert.equal(commit.hash, tip)
  assert.match(commit.date, /\+00:00$/)
  assert.equal(last_commit.message, 'Move\n')
})

test('attributes tell programs, pictures, links and submodules', async () => {
  const attributes = async (path: string) => (await get(`main/${path}?format=meta`)).body.attributes
  assert.deepEqual(await attributes('script.sh'), ['executable'])
  assert.deepEqual(await attributes('picture.png'), ['binary'])
  assert.deepEqual(await attributes('linked'), ['link'])
  assert.deepEqual(await attributes('vendor/other'), ['subrepository'])
})
