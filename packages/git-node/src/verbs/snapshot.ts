import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatRefs, type RefSnapshot, type Running, writePack } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { SNAPSHOT_HEADER } from '../snapshot-format.ts'

/**
 * The refs are read at one moment and the pack follows from them alone, so that pushes meanwhile do not matter; and
 * nothing is dropped before the pack is whole, not even what a branch deleted meanwhile was the last to reach.
 */
export async function snapshot(machine: Machine, storage: StorageId, signal: AbortSignal): Promise<Readable> {
  const leave = await machine.presence.enter(storage)
  try {
    const refs = await refsOf(machine, storage)
    const out = new PassThrough().once('close', leave)
    out.write(`${SNAPSHOT_HEADER}${formatRefs(refs)}\n`)
    if (refs.refs.length === 0) return out.end()
    void copy(writePack(repositoryOf(machine, storage), tipsOf(refs), signal), out)
    return out
  } catch (error) {
    leave()
    throw error
  }
}

const tipsOf = ({ refs }: RefSnapshot) => [...new Set(refs.map(ref => ref.oid))]

/** A pack that git could not finish does not look like one that it could. */
async function copy({ stdout, exit }: Running, out: PassThrough): Promise<void> {
  await pipeline(stdout, out, { end: false }).catch(() => {})
  const { code } = await exit
  if (code === 0) out.end()
  else out.destroy(new Error('git pack-objects did not end well'))
}
