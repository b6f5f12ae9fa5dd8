import assert from 'node:assert/strict'
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { BlobId } from '@pail/blobs'
import { openVillage } from '@pail/testkit'
import { forget, unneeded } from '../../kernel/blobs.ts'
import { blobRows, slices } from '../../slices.ts'
import { bring, formOf } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, forge, fetch } = village

const AT = '/2.0/repositories/acme/site/downloads'
const upkeep = slices.find(({ name }) => name === 'resources/downloads')?.schedules ?? []
const LATER = new Date(Date.now() + 3600_000)
const kept = async (): Promise<BlobId[]> => (await Array.fromAsync(forge.blobs.list())).map(({ id }) => id).sort()
const blobOf = async (name: string): Promise<BlobId> =>
  (
    await forge.database.reader
      .selectFrom('downloads')
      .where('name', '=', name)
      .select('blob')
      .executeTakeFirstOrThrow()
  ).blob as BlobId
const folder = join(forge.config.dataDirectory, 'blobs')

/** Sends the beginning of a form and then lets the connection break. */
function broken(form: FormData, bytes: number): Promise<Response> {
  const whole = new Response(form)
  const gone = new AbortController()
  const body = new ReadableStream({
    async start(controller) {
      const all = Buffer.from(await whole.arrayBuffer())
      controller.enqueue(all.subarray(0, bytes))
      await new Promise(resolve => setImmediate(resolve))
      gone.abort()
      controller.error(new Error('the connection was reset'))
    },
  })
  const headers = { authorization: '', 'content-type': whole.headers.get('content-type')! }
  return village.secret('ada').then(secret =>
    fetch(
      new Request(`http://pail.test${AT}`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${secret}` },
        body,
        duplex: 'half',
        signal: gone.signal,
      } as RequestInit),
    ),
  )
}

test('of an upload that stops halfway nothing is offered, and the file that was there stays', async () => {
  await bring(ada, 'acme/site', ['old.bin', 'before'])
  const form = formOf(['first.txt', 'whole'], ['old.bin', 'x'.repeat(500_000)])
  const { status } = await broken(form, 300_000)
  assert.equal(status, 400)
  const { values } = (await ada.get(AT)).body
  assert.deepEqual(
    values.map(({ name, size }: { name: string; size: number }) => [name, size]),
    [['old.bin', 6]],
  )
  assert.deepEqual(readdirSync(join(folder, 'part')), [])
})

test('the same content under several names and in several repositories is kept once, as long as one has it', async () => {
  await bring(ada, 'acme/site', ['one.txt', 'shared'], ['two.txt', 'shared'])
  await bring(bob, 'acme/vault', ['three.txt', 'shared'])
  const id = await blobOf('one.txt')
  assert.equal((await kept()).filter(one => one === id).length, 1)
  for (const name of ['one.txt', 'two.txt']) await ada.delete(`${AT}/${name}`)
  await forget(forge, blobRows, LATER)
  assert.ok((await kept()).includes(id))
  await bob.delete('/2.0/repositories/acme/vault/downloads/three.txt')
  await forget(forge, blobRows, LATER)
  assert.ok(!(await kept()).includes(id))
})

test('what no row needs yet is kept for a day', async () => {
  const { id } = await forge.blobs.put(new Blob(['on its way']).stream())
  for (const { run } of upkeep) await run(forge)
  assert.ok((await kept()).includes(id))
  const file = join(folder, id.slice(0, 2), id)
  const yesterday = Date.now() / 1000 - 25 * 3600
  utimesSync(file, yesterday, yesterday)
  for (const { run } of upkeep) await run(forge)
  assert.ok(!(await kept()).includes(id))
})

test('with a repository the contents go that nobody else needs', async () => {
  await ada.post('/2.0/repositories/acme/passing', { project: { key: 'SITE' } })
  await bring(ada, 'acme/passing', ['gone.txt', 'only here'], ['stays.txt', 'before'])
  const [gone, stays] = [await blobOf('gone.txt'), await blobOf('stays.txt')]
  await ada.delete('/2.0/repositories/acme/passing')
  await forget(forge, blobRows, LATER)
  const left = await kept()
  assert.deepEqual([left.includes(gone), left.includes(stays)], [false, true])
})

test('what nobody needs is found in more than one batch', async () => {
  for (let at = 0; at < 510; at++) await forge.blobs.put(new Blob([`spare ${at}`]).stream())
  let [count, batches] = [0, 0]
  for await (const ids of unneeded(forge.blobs, forge.database.reader, { owners: blobRows, before: LATER })) {
    count += ids.length
    batches++
  }
  assert.ok(count >= 510 && batches >= 2)
  await forget(forge, blobRows, LATER)
  assert.equal((await kept()).length, 1)
})

test('those who bring the same name at once leave one file', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, at) => bring(ada, 'acme/site', ['race.txt', `${at}`])),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  const { values } = (await ada.get(AT)).body
  assert.equal(values.filter(({ name }: { name: string }) => name === 'race.txt').length, 1)
})
