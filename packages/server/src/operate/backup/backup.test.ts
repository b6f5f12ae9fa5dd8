import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { BlobId } from '@pail/blobs'
import { openPostgres, openSqlite, throughTexts } from '@pail/db'
import { testDatabaseUrl } from '@pail/db/testing'
import { branchRef } from '@pail/git'
import { startGitNode } from '@pail/git-node'
import { createSigningKey, currentSigningKey, formerSigningKeys, removeSigningKey } from '@pail/git-node/signing'
import { git, listen, makeHistory, openVillage, temporary, type Village } from '@pail/testkit'
import type { Kysely } from 'kysely'
import { type Config, readConfig } from '../../config.ts'
import { dataDirectory } from '../../data-directory.ts'
import type { Tables } from '../../db/tables/index.ts'
import { repositoryGate } from '../../git-doors/repository-gate.ts'
import { smartHttp } from '../../git-doors/smart-http.ts'
import { openHostKeys, readHostKeys } from '../../git-doors/ssh/host-keys.ts'
import { openMachines } from '../machines.ts'
import { backUp } from './backup.ts'
import { type Manifest, sealManifest } from './manifest.ts'
import { restore } from './restore.ts'
import { isDerived, TABLES } from './tables.ts'

let village: Village
let good: string

before(async () => {
  village = await openVillage()
  const door = smartHttp({ gitNode: village.forge.git, gate: repositoryGate(village.forge) })
  const server = await listen((request, response) => void door(request, response))
  const url = new URL(`${server.origin}/acme/vault.git`)
  Object.assign(url, { username: 'x-token-auth', password: await village.secret('ada') })
  await git(await makeHistory({ commits: 30, files: 5 }), 'push', '-q', '--mirror', url.href)
  await server.close()
  await village.ada.post('/2.0/repositories/acme/vault/pipelines_config/variables', {
    key: 'A',
    value: 'hush',
    secured: true,
  })
  const files = new FormData()
  files.append('files', new Blob(['release']), 'release.txt')
  await village.ada.send('POST', '/2.0/repositories/acme/vault/downloads', { body: files })
  await openHostKeys(join(village.forge.config.dataDirectory, 'ssh'))
  await makeSigningKeys(join(village.forge.config.dataDirectory, 'signing'))
  good = newPlace()
  await backUp(machines(), { target: good, withKeys: true })
})
after(() => village.close())

const newPlace = () => join(temporary(), 'backup')
const machines = () => ({
  ...village.forge,
  place: dataDirectory(village.forge.config.dataDirectory),
  serving: true,
  close: async () => {},
})

async function emptyTarget(isEmbedded = false): Promise<Config> {
  const url = isEmbedded ? undefined : await testDatabaseUrl()
  return readConfig({ PAIL_DATA: temporary(), PAIL_LOG: 'silent', ...(url && { PAIL_DATABASE_URL: url }) })
}

async function makeSigningKeys(folder: string): Promise<void> {
  await createSigningKey(folder, { name: 'Pail', email: 'admin@example.com' })
  await removeSigningKey(folder)
  await createSigningKey(folder, { name: 'Pail', email: 'admin@example.com' })
}

/** A backup like the good one in which something is done. */
async function spoiled(spoil: (folder: string) => void): Promise<string> {
  const target = newPlace()
  await backUp(machines(), { target, withKeys: false })
  spoil(target)
  return target
}

const change = (folder: string, path: string, from: string | RegExp, to: string) =>
  writeFileSync(join(folder, path), readFileSync(join(folder, path), 'latin1').replace(from, to), 'latin1')

async function refuses(source: string, complaint: RegExp): Promise<void> {
  const config = await emptyTarget()
  await assert.rejects(restore(config, { source }), complaint)
  assert.deepEqual(
    readdirSync(config.dataDirectory).filter(name => !name.includes('lock')),
    [],
  )
}

test('a backup never replaces anything', async () => {
  await assert.rejects(backUp(machines(), { target: temporary(), withKeys: false }), /exists already/)
})

test('what is not a backup, or not a complete one, is refused', async () => {
  await refuses(temporary(), /no manifest.json/)
  const source = await spoiled(folder => change(folder, 'manifest.json', /"sum".*/s, ''))
  await refuses(source, /not complete/)
})

test('a manifest that has been changed is refused', async () => {
  const source = await spoiled(folder => change(folder, 'manifest.json', /"size": \d+/, '"size": 7'))
  await refuses(source, /manifest.json has been changed/)
})

test('a row that has been changed is refused', async () => {
  const source = await spoiled(folder => change(folder, 'database/users.jsonl', '"is_admin":0', '"is_admin":1'))
  await refuses(source, /users.jsonl has been changed: its sum/)
})

test('a file that is missing, and one too many, are refused', async () => {
  const less = await spoiled(folder => rmSync(join(folder, 'database/tokens.jsonl')))
  await refuses(less, /lacks database.tokens.jsonl/)
  const more = await spoiled(folder => writeFileSync(join(folder, 'repositories/other.snapshot'), ''))
  await refuses(more, /holds repositories.other.snapshot/)
})

test('a manifest that leaves a table out is refused', async () => {
  const source = await spoiled(folder => {
    const { sum: _, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    const files = manifest.files.filter(({ path }) => path !== 'database/tokens.jsonl')
    writeFileSync(join(folder, 'manifest.json'), sealManifest({ ...manifest, files }))
    rmSync(join(folder, 'database/tokens.jsonl'))
  })
  await refuses(source, /does not list database.tokens.jsonl/)
})

test('the backup of a newer Pail is refused', async () => {
  const source = await spoiled(folder => {
    const { sum: _, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    const migrations = [...manifest.migrations, '9999-later']
    writeFileSync(join(folder, 'manifest.json'), sealManifest({ ...manifest, migrations }))
  })
  await refuses(source, /newer Pail .*9999-later/)
})

test('a directory that is in use is refused as a target', async () => {
  const config = await emptyTarget()
  writeFileSync(join(config.dataDirectory, 'notes.txt'), 'mine')
  await assert.rejects(restore(config, { source: good }), /not empty: it holds notes.txt/)
})

test('a database that holds rows is refused as a target', async () => {
  const config = await emptyTarget()
  await restore(config, { source: good })
  const beside = { ...config, dataDirectory: temporary() }
  if (config.databaseUrl) return void (await assert.rejects(restore(beside, { source: good }), /database is not empty/))
  rmSync(join(config.dataDirectory, 'git'), { recursive: true })
  rmSync(join(config.dataDirectory, 'blobs'), { recursive: true })
  rmSync(join(config.dataDirectory, 'keys.json'))
  rmSync(join(config.dataDirectory, 'ssh'), { recursive: true })
  rmSync(join(config.dataDirectory, 'signing'), { recursive: true })
  await assert.rejects(restore(config, { source: good }), /database is not empty/)
})

test('a restore that fails leaves nothing behind, and can be done again', async () => {
  const source = await spoiled(folder => {
    const { sum: _, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    const migrations = manifest.migrations.slice(0, 1)
    writeFileSync(join(folder, 'manifest.json'), sealManifest({ ...manifest, migrations }))
  })
  const config = await emptyTarget()
  await assert.rejects(restore(config, { source }), /no such table|has no column|does not exist/)
  await restore(config, { source: good })
  assert.deepEqual(await rowsOf(config), await rowsOf(village.forge.database))
})

test('what is restored has the same rows, the same refs and sound repositories', async () => {
  const config = await emptyTarget()
  await restore(config, { source: good })
  assert.deepEqual(await rowsOf(config), await rowsOf(village.forge.database))
  const restored = await openMachines(config)
  const { forge, vault, site } = village
  assert.deepEqual(await restored.git.list(), [vault.uuid, site.uuid].sort())
  const { etag: _, ...refs } = await restored.git.refs(vault.uuid)
  const { etag: __, ...expected } = await forge.git.refs(vault.uuid)
  assert.deepEqual(refs, expected)
  assert.equal(refs.refs.length, 3)
  assert.deepEqual(await restored.git.fsck(vault.uuid), [])
  await restored.close()
})

test('a backup moves from one database to the other and back', async () => {
  const [embedded, back, second] = [await emptyTarget(true), await emptyTarget(), newPlace()]
  await restore(embedded, { source: good })
  const between = await openMachines(embedded)
  await backUp(between, { target: second, withKeys: true })
  await between.close()
  await restore(back, { source: second })
  assert.deepEqual(await rowsOf(back), await rowsOf(village.forge.database))
})

test('the keys stay out unless they are asked for, and are for their owner only', async () => {
  const target = newPlace()
  const manifest = await backUp(machines(), { target, withKeys: false })
  assert.equal(manifest.with_keys, false)
  assert.equal(existsSync(join(target, 'keys.json')), false)
  assert.equal(statSync(join(good, 'keys.json')).mode & 0o077, 0)
  assert.equal(existsSync(join(target, 'ssh')), false)
  const config = await emptyTarget()
  await restore(config, { source: good })
  assert.equal(statSync(join(config.dataDirectory, 'keys.json')).mode & 0o077, 0)
})

test('the key that signs is kept where the keys are, and those that have signed', async () => {
  const config = await emptyTarget()
  await restore(config, { source: good })
  const [before, after] = [village.forge.config, config].map(({ dataDirectory }) => join(dataDirectory, 'signing'))
  assert.deepEqual(await currentSigningKey(after!), await currentSigningKey(before!))
  assert.equal((await formerSigningKeys(after!)).length, 1)
  assert.equal(statSync(join(after!, 'key.asc')).mode & 0o777, 0o600)
})

test('what SSH clients know the server by is kept where the keys are', async () => {
  const config = await emptyTarget()
  await restore(config, { source: good })
  const [before, after] = [village.forge.config, config].map(({ dataDirectory }) =>
    readHostKeys(join(dataDirectory, 'ssh')),
  )
  assert.equal(before!.length, 3)
  assert.deepEqual(after, before)
  assert.equal(statSync(join(config.dataDirectory, 'ssh', 'ssh_host_rsa_key')).mode & 0o077, 0)
})

test('what is searched is found again after a restore, though no backup has it', async () => {
  assert.deepEqual(
    readdirSync(join(good, 'database')).filter(name => /_texts/.test(name)),
    [],
  )
  const config = await emptyTarget()
  await restore(config, { source: good })
  const restored = await openMachines(config)
  const db = restored.database.reader
  const texts = await db.selectFrom('repository_texts').orderBy('names').select('names').execute()
  assert.equal(texts.map(({ names }) => names.trim().split('\n').at(-1)).join(), 'acme/site,acme/vault')
  const found = throughTexts(db, 'repository_texts', [[{ column: 'names', text: 'vau' }]])
  assert.equal((await found.select('repository_texts.uuid').execute())[0]?.uuid, village.vault.uuid)
  await restored.close()
})

test('a backup can be one file', async () => {
  const target = `${newPlace()}.tar`
  await backUp(machines(), { target, withKeys: false })
  assert.deepEqual(readdirSync(join(target, '..')), ['backup.tar'])
  const config = await emptyTarget()
  await restore(config, { source: target })
  assert.deepEqual(readdirSync(join(target, '..')), ['backup.tar'])
  assert.deepEqual(await rowsOf(config), await rowsOf(village.forge.database))
})

test('every table is in a backup', async () => {
  const tables = await village.forge.database.reader.introspection.getTables()
  const names = tables.map(({ name }) => name).filter(name => name !== 'pail_migrations' && !isDerived(name))
  assert.deepEqual(Object.keys(TABLES).sort(), names.sort())
})

test('nothing is dropped from a repository while it is read', async () => {
  const directory = temporary()
  const node = await startGitNode({ directory })
  const storage = village.vault.uuid
  await node.restore(storage, await village.forge.git.snapshot(storage))
  const snapshot = await node.snapshot(storage)
  await new Promise(resolve => snapshot.once('readable', resolve))
  const tip = (await node.refs(storage)).refs.find(({ name }) => name === 'refs/heads/feature/one')!.oid
  await node.updateRefs(storage, { changes: [{ ref: branchRef('feature/one'), old: tip, new: null }], atomic: true })
  const { interrupted } = await node.maintain(storage, { seconds: 20, thorough: true, graceDays: 0 })
  assert.ok(interrupted === 'repack' || snapshot.readableEnded === false)
  const copy = '11111111-1111-4111-8111-111111111111'
  await node.restore(copy, snapshot)
  assert.equal((await node.refs(copy)).refs.find(({ name }) => name === 'refs/heads/feature/one')?.oid, tip)
  await node.close()
})

const releaseIn = async ({ database }: Pick<Village['forge'], 'database'>) =>
  (await database.reader.selectFrom('downloads').select('blob').executeTakeFirstOrThrow()).blob as BlobId

test('files beside the code come back as they were', async () => {
  const config = await emptyTarget()
  await restore(config, { source: good })
  const restored = await openMachines(config)
  const content = await restored.blobs.get(await releaseIn(restored))
  assert.equal(Buffer.concat(await Array.fromAsync(content)).toString(), 'release')
  await restored.close()
})

test('a backup is not taken of a file that is damaged or missing', async () => {
  const id = await releaseIn(village.forge)
  const file = join(village.forge.config.dataDirectory, 'blobs', id.slice(0, 2), id)
  writeFileSync(file, 'rel ase')
  await assert.rejects(backUp(machines(), { target: newPlace(), withKeys: false }), /is damaged; run pail doctor/)
  rmSync(file)
  await assert.rejects(backUp(machines(), { target: newPlace(), withKeys: false }), /is missing; run pail doctor/)
  await village.forge.blobs.put(new Blob(['release']).stream())
})

test('a backup without a file of which its rows speak is refused, and nothing of it stays', async () => {
  const source = await spoiled(folder => {
    const { sum: _, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    const files = manifest.files.filter(({ path }) => !path.startsWith('blobs/'))
    writeFileSync(join(folder, 'manifest.json'), sealManifest({ ...manifest, files }))
    rmSync(join(folder, 'blobs'), { recursive: true })
  })
  await refuses(source, /lacks the content [0-9a-f]{64}/)
})

test('a file under the name of another is refused', async () => {
  const source = await spoiled(folder => {
    const { sum: _, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    const wrong = createHash('sha256').update('rel ase').digest('hex')
    const files = manifest.files.map(one => (one.path.startsWith('blobs/') ? { ...one, sha256: wrong } : one))
    const { path } = files.find(one => one.path.startsWith('blobs/'))!
    writeFileSync(join(folder, path), 'rel ase')
    writeFileSync(join(folder, 'manifest.json'), sealManifest({ ...manifest, files }))
  })
  await refuses(source, /holds another content than its name says/)
})

type Opened = { reader: Kysely<Tables> }

async function rowsOf(from: Config | Opened): Promise<Record<string, unknown[]>> {
  if ('reader' in from) return allRows(from)
  const place = dataDirectory(from.dataDirectory)
  const database = from.databaseUrl ? openPostgres<Tables>(from.databaseUrl) : openSqlite<Tables>(place.database)
  return allRows(database).finally(() => database.close())
}

async function allRows({ reader }: Opened): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const [table, [key]] of Object.entries(TABLES)) {
    if (['jobs', 'events'].includes(table)) continue
    const rows = await reader
      .selectFrom(table as 'users')
      .selectAll()
      .orderBy(key as 'uuid')
      .execute()
    found[table] = rows.map(row => JSON.stringify(row)).sort()
  }
  return found
}
