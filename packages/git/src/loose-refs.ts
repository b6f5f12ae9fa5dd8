import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isOid } from './oid.ts'
import { absent, compareBytes } from './packed-refs.ts'
import { isRefName } from './ref-name.ts'
import type { Ref } from './ref-snapshot.ts'
import { type Stamp, stamp } from './stamp.ts'

export interface LooseRefs {
  refs: Ref[]
  /** Every folder looked into, as it was before: a ref that comes, goes or moves touches one of them. */
  folders: Stamp[]
}

/** Every ref that is a file of its own, sorted. Symbolic refs other than HEAD are nobody's business here. */
export async function readLooseRefs(dir: string): Promise<LooseRefs> {
  const found: LooseRefs = { refs: [], folders: [] }
  await walk(dir, 'refs', found)
  found.refs.sort((a, b) => compareBytes(a.name, b.name))
  return found
}

async function walk(dir: string, folder: string, found: LooseRefs): Promise<void> {
  found.folders.push(stamp(dir, folder))
  const entries = (await readdir(join(dir, folder), { withFileTypes: true }).catch(absent)) ?? []
  for (const entry of entries) await visit(dir, folder, entry, found)
}

async function visit(dir: string, folder: string, entry: Dirent, found: LooseRefs): Promise<void> {
  const name = `${folder}/${entry.name}`
  if (entry.isDirectory()) return walk(dir, name, found)
  if (!entry.isFile() || !isRefName(name)) return
  const content = (await readFile(join(dir, name), 'latin1').catch(absent))?.trimEnd()
  if (content !== undefined && isOid(content)) found.refs.push({ name, oid: content })
}
