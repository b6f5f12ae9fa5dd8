import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Conflict, NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { MergeStrategy } from './merging.ts'
import {
  createSigningKey,
  currentSigningKey,
  formerSigningKeys,
  removeSigningKey,
  signingFiles,
} from './signing/signing-key.ts'
import { BOB, EVE, MESSAGE, openWorkTree, TARGET, type WorkTree } from './work-tree.ts'

const HOLDER = { name: 'Pail', email: 'pail@example.org' }
const folder = join(mkdtempSync(join(tmpdir(), 'pail-signing-')), 'signing')
/** A socket of gpg's agent has to fit in a short path. */
const home = mkdtempSync(join(tmpdir(), 'gpg-'))
let open: WorkTree
let ours: Oid
let theirs: Oid
before(async () => {
  open = await openWorkTree({ signing: folder })
  const base = open.commit(null, { a: 'a\n' })
  ours = open.commit(base, { b: 'b\n' })
  theirs = open.commit(open.commit(base, { c: 'c\n' }), { d: 'd\n' })
})
after(async () => {
  await open.close()
  try {
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { stdio: 'ignore' })
  } catch {
    // No gpg, or no agent of it.
  }
  rmSync(home, { recursive: true, force: true })
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const gpg = (...args: string[]) =>
  execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
const modeOf = (file: string) => statSync(join(folder, file)).mode & 0o777

/** What git says of each new commit's signature. */
function verified(id: Oid): string[] {
  const settings = ['-c', `gpg.program=${gpgProgram()}`]
  return open.git(...settings, 'log', '--format=%G? %GF', `${ours}..${id}`, `^${theirs}`).split('\n')
}

function gpgProgram(): string {
  const file = join(home, 'program')
  writeFileSync(file, `#!/bin/sh\nexec gpg --homedir '${home}' "$@"\n`, { mode: 0o755 })
  return file
}

async function merged(strategy: MergeStrategy, sign = true): Promise<Oid> {
  open.git('push', '-q', '-f', open.dir, `${ours}:${TARGET}`, `${theirs}:refs/heads/source`)
  const people = { author: BOB, committer: EVE, message: MESSAGE }
  const merging = await open.node.merge(open.storage, {
    strategy,
    ours,
    theirs,
    ...people,
    ref: TARGET,
    old: ours,
    sign,
  })
  assert.ok('written' in merging)
  const { quarantine, oid } = merging.written
  await open.node.commit(open.storage, { quarantine, refs: [TARGET], atomic: true })
  open.git('fetch', '-q', open.dir, TARGET)
  return oid
}

test('without a key nothing is signed, and there is none to show or remove', async () => {
  assert.equal(await currentSigningKey(folder), undefined)
  await assert.rejects(removeSigningKey(folder), NotFound)
  assert.equal(await merged('merge_commit'), open.byHand('merge_commit', ours, theirs))
})

test('a key is for this account alone, and is made once', async () => {
  const key = await createSigningKey(folder, HOLDER)
  assert.match(key.fingerprint, /^[0-9a-f]{40}$/)
  assert.deepEqual(await currentSigningKey(folder), key)
  assert.doesNotMatch(key.publicKey, /PRIVATE/)
  assert.deepEqual([modeOf('key.asc'), modeOf('.')], [0o600, 0o700])
  await assert.rejects(createSigningKey(folder, HOLDER), Conflict)
})

test('gpg and git find the signature of every commit that a merge makes good', async () => {
  const { fingerprint, publicKey } = (await currentSigningKey(folder))!
  writeFileSync(join(home, 'public.asc'), publicKey)
  gpg('--import', join(home, 'public.asc'))
  const good = `G ${fingerprint.toUpperCase()}`
  gpg('--import-ownertrust', trusting(fingerprint))
  for (const strategy of ['merge_commit', 'squash', 'fast_forward'] as const)
    assert.deepEqual(verified(await merged(strategy)), [good])
  assert.deepEqual(verified(await merged('rebase_fast_forward')), [good, good])
  assert.deepEqual(verified(await merged('rebase_merge')), [good, good, good])
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

function trusting(fingerprint: string): string {
  const file = join(home, 'trust')
  writeFileSync(file, `${fingerprint.toUpperCase()}:6:\n`)
  return file
}

test('what is signed differs in nothing else, and only what is to be signed is', async () => {
  const signed = await merged('squash')
  const object = (id: string) => open.git('cat-file', 'commit', id)
  const bare = object(signed).replace(/^gpgsig .*\n(?: .*\n)*/m, '')
  assert.equal(bare, object(await merged('squash', false)))
})

test('a removed key signs nothing any more and can still be told, unless it is not trusted', async () => {
  const first = await removeSigningKey(folder)
  assert.deepEqual(await formerSigningKeys(folder), [first])
  assert.equal(existsSync(join(folder, 'key.asc')), false)
  assert.equal(await merged('squash'), open.byHand('squash', ours, theirs))
  const second = await createSigningKey(folder, HOLDER)
  assert.notEqual(second.fingerprint, first.fingerprint)
  assert.notEqual(await merged('squash'), open.byHand('squash', ours, theirs))
  assert.deepEqual(signingFiles(folder), ['key.asc', 'public.asc', `former/${first.fingerprint}.asc`])
  await removeSigningKey(folder, { distrust: true })
  assert.deepEqual(await formerSigningKeys(folder), [first])
  assert.deepEqual(signingFiles(folder), [`former/${first.fingerprint}.asc`])
})
