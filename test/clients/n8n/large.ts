import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Place } from '@pail/download-actions/testing'
import type { Engine } from './engine.ts'
import type { Session } from './session.ts'
import { downloads, inARow, webhook } from './workflow.ts'

const MB = 1 << 20
const SIZE_MB = 256
/** What a file may cost in memory while it comes and goes; were it held whole, it would be more than this. */
const MOST_MB = 180

/** A file that does not fit goes from Pail into n8n and back under another name, byte for byte, in little memory. */
export async function streams(session: Session, engine: Engine, place: Place): Promise<void> {
  const hash = await put(place, 'large.bin')
  const path = randomUUID()
  const credential = await session.credential(place)
  const where = { workspace: place.workspace, repoSlug: place.repo_slug }
  const back = { operation: 'upload', ...where, inputFields: 'data', uploadOptions: { fileName: 'again.bin' } }
  const one = { operation: 'get', ...where, filename: 'large.bin' }
  await session.activate(
    inARow(
      webhook(path, 'allEntries'),
      downloads(credential, one, { name: 'Get' }),
      downloads(credential, { ...back }, { name: 'Upload' }),
    ),
  )
  const before = memory(engine.pid)
  writeFileSync(`/proc/${engine.pid}/clear_refs`, '5')
  const answer = await fetch(`${session.origin}/webhook/${path}`, { method: 'POST' })
  assert.equal(answer.status, 200, await answer.text())
  const more = memory(engine.pid).most - before.now
  assert.ok(more < MOST_MB, `${SIZE_MB} MB took ${Math.round(more)} MB of memory`)
  assert.equal(await hashOf(place, 'again.bin'), hash)
}

/** Resident megabytes of a process: now, and at most since that was last reset. */
function memory(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { now: read('VmRSS'), most: read('VmHWM') }
}

async function put(place: Place, name: string): Promise<string> {
  const hash = createHash('sha256')
  const pieces = Array.from({ length: SIZE_MB }, (_, at) => {
    const piece = new Uint8Array(MB).fill(at)
    hash.update(piece)
    return piece
  })
  const form = new FormData()
  form.set('files', new Blob(pieces), name)
  const answer = await fetch(at(place), { method: 'POST', headers: bearer(place), body: form })
  assert.equal(answer.status, 201)
  return hash.digest('hex')
}

async function hashOf(place: Place, name: string): Promise<string> {
  const hash = createHash('sha256')
  const answer = await fetch(`${at(place)}/${name}`, { headers: bearer(place) })
  for await (const chunk of answer.body!) hash.update(chunk)
  return hash.digest('hex')
}

const at = ({ url, workspace, repo_slug }: Place) => `${url}/2.0/repositories/${workspace}/${repo_slug}/downloads`
const bearer = ({ token }: Place) => ({ authorization: `Bearer ${token}` })
