import { Readable } from 'node:stream'
import { Invalid, NotFound } from '@pail/failures'
import { type ArchiveFormat, dataBand, errorBand, FLUSH, lineOf, packet, repoPath, WireReader } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { type Call, say } from './call.ts'
import { pour } from './fetch-v2.ts'

const MOST_ARGUMENTS = 64
const FORMATS: Readonly<Record<string, ArchiveFormat>> = { tar: 'tar', tgz: 'tar.gz', 'tar.gz': 'tar.gz', zip: 'zip' }

/** What `git archive --remote` asks for, as far as archives are made here. */
export interface ArchiveWish {
  isList: boolean
  format: ArchiveFormat
  prefix: string
  revision: string
  path: string
}

/** One archive of a public revision, on the bands that git expects. */
export async function archive(gitNode: GitNode, storage: string, call: Call): Promise<void> {
  const wish = parseArguments(await readArguments(call))
  await say(call, Buffer.concat([packet('ACK\n'), FLUSH]))
  try {
    if (wish.isList) await say(call, dataBand(Buffer.from(`${Object.keys(FORMATS).join('\n')}\n`)))
    else await pour(Readable.from(banded(await make(gitNode, storage, wish, call)), { objectMode: false }), call)
  } catch (error) {
    const isRefusal = error instanceof Invalid || error instanceof NotFound
    if (isRefusal && !call.output.destroyed) await say(call, errorBand(`fatal: ${error.message}`))
    throw error
  }
  await say(call, FLUSH)
}

async function make(gitNode: GitNode, storage: string, wish: ArchiveWish, { signal }: Call): Promise<Readable> {
  const [found] = await gitNode.resolve(storage, [wish.revision], { signal })
  if (!found || found === 'ambiguous' || found.kind !== 'commit')
    throw new NotFound(`There is no commit ${wish.revision}`)
  const { format, prefix } = wish
  return gitNode.archive(storage, { commit: found.oid, format, prefix, path: repoPath(wish.path), signal })
}

async function* banded(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) yield dataBand(chunk)
}

async function readArguments({ input }: Call): Promise<string[]> {
  const said = new WireReader(input)
  const found: string[] = []
  for (;;) {
    const next = await said.next()
    if (next.type === 'flush') return found
    const line = next.type === 'data' ? lineOf(next.data) : ''
    if (!line.startsWith('argument ') || found.length >= MOST_ARGUMENTS) throw new Invalid('The request cannot be read')
    found.push(line.slice(9))
  }
}

/** Refuses what would change the archive and is not known here. */
export function parseArguments(given: readonly string[]): ArchiveWish {
  const end = given.includes('--') ? given.indexOf('--') : given.length
  const before = given.slice(0, end)
  const isOption = (text: string) => text.startsWith('-')
  const [revision = 'HEAD', path = '', ...more] = [...before.filter(text => !isOption(text)), ...given.slice(end + 1)]
  if (more.length > 0) throw new Invalid('An archive is made of one path at most')
  const wish: ArchiveWish = { isList: false, format: 'tar', prefix: '', revision, path: path.replace(/\/$/, '') }
  for (const option of before.filter(isOption)) take(wish, option)
  return wish
}

function take(wish: ArchiveWish, option: string): void {
  const [name, value = ''] = option.split(/=(.*)/s)
  if (name === '--format' && FORMATS[value]) wish.format = FORMATS[value]
  else if (name === '--prefix') wish.prefix = value
  else if (name === '-l' || name === '--list') wish.isList = true
  else if (name !== '-v' && name !== '--verbose') throw new Invalid(`${option} is not known here`)
}
