import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { chmodSync, globSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { BlobId } from '@pail/blobs'
import { git, listen, openVillage, temporary, type Village } from '@pail/testkit'
import { CompiledQuery, type Kysely } from 'kysely'
import { type DataDirectory, dataDirectory } from '../../data-directory.ts'
import { repositoryGate } from '../../git-doors/repository-gate.ts'
import { smartHttp } from '../../git-doors/smart-http.ts'
import { later, now } from '../../kernel/clock.ts'
import { examineWith, type Found } from './doctor.ts'
import { textOf } from './report.ts'

let village: Village
let place: DataDirectory

before(async () => {
  village = await openVillage()
  place = dataDirectory(village.forge.config.dataDirectory)
  const door = smartHttp({ gitNode: village.forge.git, gate: repositoryGate(village.forge) })
  const server = await listen((request, response) => void door(request, response))
  const url = new URL(`${server.origin}/acme/site.git`)
  Object.assign(url, { username: 'x-token-auth', password: await village.secret('ada') })
  const clone = temporary()
  await git(clone, 'init', '-q', '-b', 'main')
  writeFileSync(join(clone, 'a.txt'), 'a\n')
  await git(clone, 'add', '.')
  await git(clone, 'commit', '-qm', 'first')
  await git(clone, 'push', '-q', url.href, 'main', 'main:other')
  await server.close()
  const files = new FormData()
  files.append('files', new Blob(['release']), 'release.txt')
  await village.ada.send('POST', '/2.0/repositories/acme/site/downloads', { body: files })
  const variable = { key: 'A', value: 'hush', secured: true }
  await village.ada.post('/2.0/repositories/acme/vault/pipelines_config/variables', variable)
})
after(() => village.close())

const report = (fix = false, serving = false) =>
  examineWith({ ...village.forge, place, serving, say: () => {}, close: async () => {} }, fix)

async function found(fix = false): Promise<Record<string, Found[]>> {
  const { checks } = await report(fix)
  return Object.fromEntries(checks.filter(({ faults }) => faults.length > 0).map(({ name, faults }) => [name, faults]))
}

/** The one fault there is, which `--fix` mends for good or leaves alone. */
async function only(check: string, about: RegExp, isMended: boolean): Promise<void> {
  const seen = await found()
  assert.deepEqual(Object.keys(seen), [check])
  assert.match(seen[check]![0]!.about, about)
  assert.notEqual(seen[check]![0]!.mend, '')
  assert.equal((await found(true))[check]![0]!.mended, isMended)
  assert.deepEqual(Object.keys(await found()), isMended ? [] : [check])
}

const write = (query: CompiledQuery) => village.forge.database.writer.executeQuery(query)
const uuid = '11111111-1111-4111-8111-111111111111'

test('where nothing is wrong, nothing is found', async () => {
  const { checks } = await report()
  assert.deepEqual(
    checks.flatMap(({ faults }) => faults),
    [],
  )
  assert.match(textOf({ serving: false, checks }), /good {3}git fsck\n(.*\n)*Nothing is wrong\.\n$/)
})

test('an empty repository on disk that nobody knows is removed', async () => {
  await village.forge.git.create(uuid, { defaultBranch: 'main' })
  await only('repositories on disk', /belongs to none in the database .*0 refs/, true)
  assert.equal(await village.forge.git.has(uuid), false)
})

test('one that holds something is left to a person', async () => {
  const { forge, site } = village
  await forge.git.restore(uuid, await forge.git.snapshot(site.uuid))
  await only('repositories on disk', /2 refs/, false)
  await forge.git.remove(uuid)
})

test('one that is about to be removed is no fault', async () => {
  await village.forge.git.create(uuid, { defaultBranch: 'main' })
  const job = { kind: 'remove-storage', unique_key: null, attempts: 0, locked_until: null, last_error: null }
  const row = { ...job, id: 'a', payload: JSON.stringify({ storage: uuid }), run_after: later(999), created_on: now() }
  await village.forge.database.transact(tx => tx.insertInto('jobs').values(row).execute())
  assert.deepEqual(await found(), {})
  await village.forge.database.transact(tx => tx.deleteFrom('jobs').where('id', '=', 'a').execute())
  await village.forge.git.remove(uuid)
})

test('a repository that is gone from the disk is named', async () => {
  const { forge, vault } = village
  await forge.git.remove(vault.uuid)
  await only('repositories on disk', /acme.vault has no repository on disk/, false)
  await forge.git.create(vault.uuid, { defaultBranch: 'main' })
})

test('a damaged repository is named with what git says of it', async () => {
  const { site } = village
  const [pack = ''] = globSync(join(place.git, `**/${site.uuid}.git/objects/pack/*.pack`))
  const whole = readFileSync(pack)
  chmodSync(pack, 0o600)
  writeFileSync(pack, whole.with(20, whole[20]! ^ 1))
  await only('git fsck', /acme.site is damaged: /, false)
  writeFileSync(pack, whole)
})

test('a main branch that is not that of HEAD follows it', async () => {
  const { forge, site } = village
  await forge.database.transact(tx =>
    tx.updateTable('repositories').set({ main_branch: 'other' }).where('uuid', '=', site.uuid).execute(),
  )
  await only('main branches', /HEAD is refs.heads.main, the database says other/, true)
})

test('a main branch that was never recorded is recorded', async () => {
  const { forge, site } = village
  await forge.database.transact(tx =>
    tx.updateTable('repositories').set({ main_branch: null }).where('uuid', '=', site.uuid).execute(),
  )
  await only('main branches', /the database says nothing, right is refs.heads.main/, true)
})

test('an interrupted push is finished', async () => {
  const { forge, site, users } = village
  const row = { uuid, repository_uuid: site.uuid, actor_uuid: users.ada.uuid, updates: '[]', created_on: later(-9999) }
  await forge.database.transact(tx => tx.insertInto('ref_intents').values(row).execute())
  await only('interrupted pushes', /was interrupted/, true)
})

test('a push that may be under way is no fault while a Pail serves', async () => {
  const { forge, site, users } = village
  const row = { uuid, repository_uuid: site.uuid, actor_uuid: users.ada.uuid, updates: '[]', created_on: now() }
  await forge.database.transact(tx => tx.insertInto('ref_intents').values(row).execute())
  assert.deepEqual(
    (await report(false, true)).checks.filter(({ faults }) => faults.length > 0),
    [],
  )
  await forge.database.transact(tx => tx.deleteFrom('ref_intents').execute())
})

test('a job that fails again and again is named, and let run again', async () => {
  const row = { id: 'b', kind: 'maintain-repository', unique_key: null, payload: '{}', created_on: now() }
  const stuck = { ...row, run_after: later(9999), attempts: 9, locked_until: null, last_error: 'Error: no space' }
  await village.forge.database.transact(tx => tx.insertInto('jobs').values(stuck).execute())
  await only('jobs', /maintain-repository .* 9 times: Error: no space/, true)
  await village.forge.database.transact(tx => tx.deleteFrom('jobs').where('id', '=', 'b').execute())
})

test('a grant to nobody is removed, and no other', async () => {
  const { forge, site } = village
  const { reader } = forge.database
  const before = await reader.selectFrom('grants').selectAll().execute()
  const grant = {
    resource_uuid: site.uuid,
    resource_kind: 'repository',
    permission: 'read',
    created_on: now(),
  } as const
  await forge.database.transact(tx =>
    tx
      .insertInto('grants')
      .values({ ...grant, grantee_uuid: randomUUID(), grantee_kind: 'user' })
      .execute(),
  )
  await only('references between rows', /1 of grants point nowhere by grantee_uuid/, true)
  assert.deepEqual(await reader.selectFrom('grants').selectAll().execute(), before)
})

test('a membership of nobody is removed', async () => {
  const { database } = village.forge
  const row = { workspace_uuid: village.acme.uuid, permission: 'member', added_on: now(), last_accessed: null } as const
  const insert = (db: typeof database.writer) =>
    db
      .insertInto('memberships')
      .values({ ...row, user_uuid: randomUUID() })
      .execute()
  if (database.dialect === 'sqlite') {
    await write(CompiledQuery.raw('pragma foreign_keys = off'))
    await insert(database.writer)
    await write(CompiledQuery.raw('pragma foreign_keys = on'))
  } else
    await database.transact(async tx => {
      await tx.executeQuery(CompiledQuery.raw('set local session_replication_role = replica'))
      await insert(tx)
    })
  await only('references between rows', /1 of memberships point nowhere by user_uuid/, true)
})

test('a key file that others can read is named', async () => {
  chmodSync(place.keys, 0o644)
  await only('keys', /can be read by others/, false)
  chmodSync(place.keys, 0o600)
})

test('a key file that is missing, or does not open what is sealed, is named', async () => {
  renameSync(place.keys, `${place.path}/../keys-aside.json`)
  await only('keys', /keys.json is missing/, false)
  const key = { id: '00000000', key: Buffer.alloc(32).toString('base64') }
  writeFileSync(place.keys, JSON.stringify({ keys: [key] }), { mode: 0o600 })
  await only('keys', /1 sealed values do not open/, false)
  writeFileSync(place.keys, 'garbage')
  await only('keys', /keys.json cannot be read/, false)
  renameSync(`${place.path}/../keys-aside.json`, place.keys)
})

test('a file that was left behind is removed, one that is not ours is named', async () => {
  writeFileSync(`${place.keys}.new`, '')
  await only('leftovers', /keys.json.new was left behind/, true)
  writeFileSync(join(place.path, 'notes.txt'), 'mine')
  await only('leftovers', /notes.txt is nothing of Pail/, false)
  assert.ok(statSync(join(place.path, 'notes.txt')).isFile())
  rmSync(join(place.path, 'notes.txt'))
})

test('a database of a newer Pail is not touched', async () => {
  const ledger = village.forge.database.writer as unknown as Kysely<{
    pail_migrations: { name: string; applied_on: string }
  }>
  await ledger.insertInto('pail_migrations').values({ name: '9999-later', applied_on: now() }).execute()
  const { checks } = await report(true)
  assert.match(checks.at(-1)!.faults[0]!.about, /newer Pail: 9999-later/)
  await ledger.deleteFrom('pail_migrations').where('name', '=', '9999-later').execute()
})

const fileOf = async (): Promise<{ id: BlobId; file: string }> => {
  const { blob } = await village.forge.database.reader.selectFrom('downloads').select('blob').executeTakeFirstOrThrow()
  return { id: blob as BlobId, file: join(place.blobs, blob.slice(0, 2), blob) }
}

test('a file of which rows speak and that is missing, cut off or damaged is left to a person', async () => {
  const { id, file } = await fileOf()
  renameSync(file, `${file}.away`)
  await only('files beside the code', new RegExp(`the content ${id} is missing`), false)
  renameSync(`${file}.away`, file)
  writeFileSync(file, 'relea')
  await only('files beside the code', /has 5 bytes and not 7/, false)
  writeFileSync(file, 'rel ase')
  await only('files beside the code', /is damaged: its sum is another/, false)
  writeFileSync(file, 'release')
})

test('a file that no row has needed for days is forgotten, a younger one is no fault', async () => {
  const { id } = await village.forge.blobs.put(new Blob(['left behind']).stream())
  assert.deepEqual(await found(), {})
  utimesSync(join(place.blobs, id.slice(0, 2), id), 1, 1)
  await only('files that nobody needs', new RegExp(`no row needs the content ${id}`), true)
  assert.equal(await village.forge.blobs.seek(id), undefined)
})

test('texts that are searched are those of what they are found by', async () => {
  await write(CompiledQuery.raw("update user_texts set names = 'somebody' where names like '%Bob%'"))
  await only('texts that are searched', /^1 of user_texts do not say what they should$/, true)
  await write(CompiledQuery.raw('delete from repository_texts'))
  await only('texts that are searched', /^2 of repository_texts do not say what they should$/, true)
  const { body } = await village.ada.get('/pail/1/search/repositories?query=vau')
  assert.equal(body.size, 1)
})

test('trigrams that are lost are made anew', async () => {
  const isPostgres = village.forge.database.dialect === 'postgres'
  const lose = "insert into user_texts_all (user_texts_all) values ('delete-all')"
  await write(CompiledQuery.raw(isPostgres ? 'drop index user_texts_trigrams' : lose))
  await only('texts that are searched', /trigrams/, true)
  assert.equal((await village.ada.get('/pail/1/search/people?query=bob')).body.size, 1)
})
