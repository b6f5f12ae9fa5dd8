import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Invalid, NotFound, Unavailable } from '@pail/failures'
import { type ArchiveFormat, type Oid, oid, type RepoPath, refName } from '@pail/git'
import { type CountedGit, countedGit } from './counted-git.ts'
import { type OpenNode, openNode } from './open-node.ts'
import { processesOn } from './processes.ts'

const MANY = 100_000
const OTHER = '00000000-0000-4000-8000-000000000001'
let open: OpenNode
let counted: CountedGit
let commits: Record<'plain' | 'attributed' | 'many' | 'large', Oid>
before(async () => {
  counted = countedGit()
  open = await openNode({ path: counted.path })
  const made = {
    plain: commitOf({ 'a.txt': 'a\n', 'src/b.txt': 'b\n', 'src/run.sh': '#!/bin/sh\n', link: '-> ../../etc/passwd' }),
    attributed: commitOf({
      '.gitattributes': 'version export-subst\nprivate export-ignore\n',
      version: '$Format:%H %d$\n',
      'private/notes': 'x\n',
      kept: 'kept\n',
    }),
    many: commitOf(Object.fromEntries(Array.from({ length: MANY }, (_, at) => [`part-${at % 100}/${at}`, 'same\n']))),
    large: commitOf({ zeros: Buffer.alloc(100 * 2 ** 20) }),
  }
  commits = made
  for (const [name, id] of Object.entries(made)) await open.push({ ref: `refs/heads/${name}`, new: id })
  await open.push({ ref: 'refs/tags/v1', new: made.attributed })
  await open.node.updateRefs(open.storage, {
    changes: [{ ref: refName('refs/pull-requests/1/from'), old: null, new: made.attributed }],
    atomic: true,
  })
})
after(async () => {
  await open.close()
  counted.remove()
})

/** Content that begins with an arrow is a link. */
function commitOf(files: Record<string, string | Buffer>): Oid {
  const parts: (string | Buffer)[] = [
    'commit refs/heads/made\ncommitter Ada <ada@example.org> 1700000000 +0100\ndata 4\nmade\ndeleteall\n',
  ]
  for (const [path, content] of Object.entries(files)) {
    const isLink = typeof content === 'string' && content.startsWith('-> ')
    const data = isLink ? content.slice(3) : content
    parts.push(`M ${isLink ? '120000' : '100644'} inline ${path}\ndata ${Buffer.byteLength(data)}\n`, data, '\n')
  }
  const input = Buffer.concat(parts.map(part => Buffer.from(part as string)))
  const { dir } = open.source.repository
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: dir, input })
  return oid(open.source.git('rev-parse', 'refs/heads/made'))
}

interface Asked {
  format?: ArchiveFormat
  prefix?: string
  path?: string
  signal?: AbortSignal
}

const archived = (commit: Oid, { format = 'tar', prefix = '', path = '', signal }: Asked = {}) =>
  open.node.archive(open.storage, { commit, format, prefix, path: path as RepoPath, signal })

async function bytesOf(stream: Readable | Promise<Readable>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const byGit = (...args: string[]) =>
  execFileSync('git', ['archive', ...args], { cwd: open.source.repository.dir, maxBuffer: 2 ** 28 })

const extracted = (tar: Buffer, name: string) =>
  execFileSync('tar', ['-xO', '-f', '-', name], { input: tar }).toString()

test('an archive of what is not there, or into a folder above, is refused', async () => {
  await assert.rejects(archived(oid('1'.repeat(40))), NotFound)
  await assert.rejects(archived(commits.plain, { path: 'nothing' }), NotFound)
  await assert.rejects(archived(commits.plain, { prefix: '../x/' }), Invalid)
  await assert.rejects(archived(commits.plain, { prefix: 'x\n--output=/tmp/x/' }), Invalid)
  await assert.rejects(archived(commits.plain, { format: 'sh' as ArchiveFormat }), Invalid)
})

test('a commit of one repository is not packed for another that lacks it, kept or not', async () => {
  await bytesOf(archived(commits.plain))
  await open.node.create(OTHER, { defaultBranch: 'main' })
  await assert.rejects(open.node.archive(OTHER, { commit: commits.plain, format: 'tar' }), NotFound)
})

test('where bzip2 is missing, the refusal says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pail-bare-'))
  symlinkSync(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim(), join(folder, 'git'))
  const bare = await openNode({ path: folder })
  const commit = bare.source.commit('one')
  await bare.push({ ref: 'refs/heads/main', new: commit })
  const asked = bare.node.archive(bare.storage, { commit, format: 'tar.bz2' })
  await assert.rejects(asked, error => error instanceof Unavailable && /bzip2/.test(error.message))
  await bare.close()
  rmSync(folder, { recursive: true })
})

test('hidden refs are not named in an archive, public ones are', async () => {
  const version = extracted(await bytesOf(archived(commits.attributed)), 'version')
  assert.equal(version, `${commits.attributed}  (tag: v1, attributed)\n`)
  await open.push({ ref: 'refs/tags/v2', new: commits.attributed })
  assert.match(extracted(await bytesOf(archived(commits.attributed)), 'version'), /tag: v2/)
})

test('files that attributes leave out are left out', async () => {
  const list = execFileSync('tar', ['-t'], { input: await bytesOf(archived(commits.attributed)) }).toString()
  assert.deepEqual(list.trim().split('\n'), ['.gitattributes', 'kept', 'version'])
})

test('every kind of archive has the bytes that git gives it, each time', async () => {
  const whole = byGit('--format=tar', '--prefix=site-1/', commits.plain)
  assert.ok((await bytesOf(archived(commits.plain, { prefix: 'site-1/' }))).equals(whole))
  assert.ok((await bytesOf(archived(commits.plain, { path: 'src' }))).equals(byGit(commits.plain, 'src')))
  const packed = await bytesOf(archived(commits.plain, { prefix: 'site-1/', format: 'tar.gz' }))
  assert.ok(execFileSync('gunzip', ['-c'], { input: packed }).equals(whole))
  const tight = await bytesOf(archived(commits.plain, { prefix: 'site-1/', format: 'tar.bz2' }))
  assert.ok(execFileSync('bunzip2', ['-c'], { input: tight }).equals(whole))
  const again = await bytesOf(archived(commits.plain, { prefix: 'site-1/', format: 'tar.gz' }))
  assert.ok(again.equals(packed))
})

test('a zip holds what the commit holds, links as links', async () => {
  const zip = await bytesOf(archived(commits.plain, { prefix: 'site-1/', format: 'zip' }))
  const file = join(open.folder, 'archive.zip')
  writeFileSync(file, zip)
  const read = `import sys, zipfile, json
z = zipfile.ZipFile(sys.argv[1])
print(json.dumps([[i.filename, oct(i.external_attr >> 16), z.read(i).decode()] for i in z.infolist()]))`
  const found = JSON.parse(execFileSync('python3', ['-c', read, file], { encoding: 'utf8' })) as string[][]
  const names = found.map(([name]) => name)
  assert.deepEqual(names, [
    'site-1/',
    'site-1/a.txt',
    'site-1/link',
    'site-1/src/',
    'site-1/src/b.txt',
    'site-1/src/run.sh',
  ])
  assert.deepEqual(
    found.find(([name]) => name === 'site-1/link'),
    ['site-1/link', '0o120777', '../../etc/passwd'],
  )
  assert.equal(readFileSync(file).length, zip.length)
})

test('those who ask at once, or in a fork, share one process', async () => {
  await open.node.restore('00000000-0000-4000-8000-000000000002', await open.node.snapshot(open.storage))
  const begun = counted.count('archive')
  const ask = () => bytesOf(archived(commits.plain, { prefix: 'shared/' }))
  const answers = await Promise.all(Array.from({ length: 6 }, ask))
  await wait(50)
  const twin = '00000000-0000-4000-8000-000000000002'
  answers.push(await bytesOf(open.node.archive(twin, { commit: commits.plain, format: 'tar', prefix: 'shared/' })))
  assert.ok(answers.every(answer => answer.equals(answers[0]!)))
  assert.equal(counted.count('archive') - begun, 1)
})

test('a hundred thousand files are packed', async () => {
  const tar = await bytesOf(archived(commits.many, { format: 'tar.gz' }))
  const list = execFileSync('tar', ['-tz'], { input: tar, maxBuffer: 2 ** 26 }).toString()
  assert.equal(list.split('\n').filter(name => name !== '' && !name.endsWith('/')).length, MANY)
})

test('a file of nothing but zeros takes little memory however large it is', async () => {
  const peaks: number[] = []
  const watch = setInterval(() => peaks.push(...processesOn(join(open.folder, 'repositories')).map(memoryOf)), 20)
  const zip = await bytesOf(archived(commits.large, { format: 'zip' }))
  clearInterval(watch)
  assert.ok(zip.length < 2 ** 20)
  assert.ok(Math.max(...peaks) < 80, `${Math.max(...peaks)} MB`)
})

function memoryOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** What others asked for may be put away a moment after the last of them has it. */
async function keptOnceAllIsDone(): Promise<string[]> {
  for (;;) {
    const names = await readdir(join(open.folder, 'cache'))
    if (!names.some(name => name.endsWith('.part'))) return names
    await wait(20)
  }
}

test('whoever goes in the middle leaves no process and no file', async () => {
  const before = await keptOnceAllIsDone()
  const abort = new AbortController()
  const stream = await archived(commits.many, { format: 'tar.bz2', signal: abort.signal })
  stream.on('error', () => {})
  abort.abort()
  const passing = join(open.folder, 'repositories', 'passing')
  const left = async () => {
    const [kept, begun] = [await readdir(join(open.folder, 'cache')), await readdir(passing)]
    return [...processesOn(passing), ...begun, ...kept.filter(name => !before.includes(name))]
  }
  for (let tries = 0; tries < 100 && (await left()).length > 0; tries++) await wait(50)
  assert.deepEqual(await left(), [])
})

test('a full disk, here a folder that takes no files, is no reason to refuse an archive', async () => {
  rmSync(join(open.folder, 'cache'), { recursive: true })
  writeFileSync(join(open.folder, 'cache'), '')
  chmodSync(join(open.folder, 'cache'), 0o400)
  assert.ok(
    (await bytesOf(archived(commits.plain, { prefix: 'full/' }))).equals(byGit('--prefix=full/', commits.plain)),
  )
})
