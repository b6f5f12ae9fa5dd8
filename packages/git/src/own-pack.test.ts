import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeRepository } from './made-repository.ts'
import type { ObjectKind } from './object-facts.ts'
import { objectId } from './object-id.ts'
import type { Oid } from './oid.ts'
import { type OwnObject, writeOwnPack } from './own-pack.ts'
import { formatTree } from './tree-object.ts'

const { repository, git, remove } = makeRepository()
after(remove)

test('git finds every object of the pack, and the pack and its index sound', async () => {
  const objects = new Map<Oid, OwnObject>()
  const add = (kind: ObjectKind, content: Buffer) => {
    const id = objectId(kind, content)
    objects.set(id, { kind, content })
    return id
  }
  const blobs = Array.from({ length: 300 }, (_, at) => add('blob', Buffer.from(`${at}\n`.repeat(at * at))))
  const tree = add('tree', formatTree(blobs.map((oid, at) => ({ mode: '100644', name: `file ${at}`, oid }))))
  const person = 'Ada <ada@example.org> 1700000000 +0000'
  const commit = add('commit', Buffer.from(`tree ${tree}\nauthor ${person}\ncommitter ${person}\n\nAll\n`))
  const folder = join(repository.dir, 'objects', 'pack')
  await writeOwnPack(folder, objects)
  const [pack] = readdirSync(folder).filter(name => name.endsWith('.pack'))
  git('verify-pack', join(folder, pack!))
  git('update-ref', 'refs/heads/main', commit)
  assert.equal(git('fsck', '--strict', '--full'), '')
  for (const [id, { kind, content }] of objects) {
    if (id !== commit && kind === 'blob' && content.length > 1000) continue
    assert.deepEqual(execFileSync('git', ['cat-file', kind, id], { cwd: repository.dir }), content)
  }
})
