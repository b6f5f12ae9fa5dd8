import { isUtf8 } from 'node:buffer'
import { Invalid, TooLarge } from '@pail/failures'
import { isOid, type Oid, oidOrNone } from './oid.ts'
import { lineOf } from './pkt-line.ts'
import type { WireReader } from './wire-reader.ts'

export interface PushCommand {
  /** As written, which need not be a name that git would take. */
  ref: string
  old: Oid | null
  new: Oid | null
}

/** Everything a pusher says before the pack. */
export interface PushPhase {
  commands: PushCommand[]
  capabilities: string[]
  pushOptions: string[]
  /** The pusher's own history is cut off at these. */
  shallow: Oid[]
}

export const MAX_COMMANDS = 100_000
export const MAX_COMMAND_BYTES = 16 * 2 ** 20
export const MAX_PUSH_OPTIONS = 256

const KNOWN = new Set(
  'report-status report-status-v2 delete-refs side-band-64k quiet atomic ofs-delta push-options'.split(' '),
)

/** Reads up to where the pack begins. */
export async function readPushPhase(reader: WireReader): Promise<PushPhase> {
  const phase: PushPhase = { commands: [], capabilities: [], pushOptions: [], shallow: [] }
  const lines = await section(reader, MAX_COMMANDS, data => commandLine(phase, data))
  if (lines > 0 && phase.commands.length === 0) throw new Invalid('A push has at least one command')
  if (phase.capabilities.includes('push-options')) {
    await section(reader, MAX_PUSH_OPTIONS, data => phase.pushOptions.push(textOf(data)))
  }
  return phase
}

/** Counts the packets up to the flush, and bounds them. */
async function section(reader: WireReader, maxLines: number, take: (data: Buffer) => void): Promise<number> {
  let bytes = 0
  for (let lines = 0; ; lines++) {
    const packet = await reader.next()
    if (packet.type === 'flush') return lines
    if (packet.type !== 'data') throw new Invalid('The push has a packet that is out of place')
    bytes += packet.data.length
    if (lines >= maxLines || bytes > MAX_COMMAND_BYTES) throw new TooLarge('The push has too many commands')
    take(packet.data)
  }
}

function commandLine(phase: PushPhase, data: Buffer): void {
  const nul = data.indexOf(0)
  const line = textOf(nul < 0 ? data : data.subarray(0, nul))
  if (nul >= 0) takeCapabilities(phase, textOf(data.subarray(nul + 1)))
  if (line.startsWith('shallow ')) phase.shallow.push(shallowPoint(line))
  else phase.commands.push(command(line))
}

function takeCapabilities(phase: PushPhase, text: string): void {
  if (phase.commands.length > 0 || phase.capabilities.length > 0)
    throw new Invalid('Only the first command has capabilities')
  const given = text.split(' ').filter(name => name !== '')
  if (given.some(name => name.startsWith('object-format=') && name !== 'object-format=sha1')) {
    throw new Invalid('The repository has sha1 object names')
  }
  phase.capabilities = given.filter(name => KNOWN.has(name))
}

function command(line: string): PushCommand {
  const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\x00-\x1f\x7f]+)$/.exec(line)
  if (!match) throw new Invalid('The push has a command that cannot be read')
  const { 1: old, 2: next, 3: ref } = match as unknown as Record<1 | 2 | 3, string>
  return { ref, old: oidOrNone(old), new: oidOrNone(next) }
}

function shallowPoint(line: string): Oid {
  const id = line.slice(8)
  if (!isOid(id)) throw new Invalid('The push has a shallow line that cannot be read')
  return id
}

/** Names on disk are bytes, and ours are UTF-8: a name that is not would come back as another. */
function textOf(data: Buffer): string {
  if (!isUtf8(data)) throw new Invalid('The push is not written in UTF-8')
  return lineOf(data)
}
