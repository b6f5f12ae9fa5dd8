import { Readable } from 'node:stream'
import { NotFound } from '@pail/failures'
import type { ArchiveFormat } from '@pail/git'
import { isKnown, Sent } from '../../../kernel/answer.ts'
import { attachment } from '../../../kernel/attachment.ts'
import type { Forge } from '../../../kernel/forge.ts'
import * as revision from '../../commits/revision.ts'
import type { Repository } from '../../repositories/repository.ts'
import type { Reader } from '../bytes.ts'

interface Kind {
  format: ArchiveFormat
  type: string
}

const TAR_GZ: Kind = { format: 'tar.gz', type: 'application/gzip' }
const TAR_BZ2: Kind = { format: 'tar.bz2', type: 'application/x-bzip2' }

/** What the end of an address asks for, the longest first. */
const ENDINGS: readonly (readonly [string, Kind])[] = [
  ['.tar.gz', TAR_GZ],
  ['.tar.bz2', TAR_BZ2],
  ['.tgz', TAR_GZ],
  ['.bz2', TAR_BZ2],
  ['.tar', { format: 'tar', type: 'application/x-tar' }],
  ['.zip', { format: 'zip', type: 'application/zip' }],
]

/** The revision and the kind of archive in `main.tar.gz`. */
export function parseArchive(name: string): Kind & { revision: string; ending: string } {
  const [ending, kind] = ENDINGS.find(([one]) => name.endsWith(one) && name.length > one.length) ?? []
  if (!ending || !kind)
    throw new NotFound('There is no such archive', {
      detail: `The name of an archive is a revision and one of ${ENDINGS.map(([one]) => one).join(', ')}.`,
    })
  return { ...kind, revision: name.slice(0, -ending.length), ending }
}

/** All files of a commit in one, made only for those who do not have it yet. */
export async function archive(
  forge: Forge,
  repository: Repository,
  { name, request, signal }: Reader & { name: string },
): Promise<Sent> {
  const { revision: text, ending, format, type } = parseArchive(name)
  const { oid: commit } = await revision.find(forge, repository, text, signal)
  const folder = `${repository.workspace.slug}-${repository.slug}-${commit.slice(0, 12)}`
  const etag = `"${commit}.${format}"`
  const headers = { etag, 'content-disposition': attachment(`${folder}${ending}`) }
  const isWanted = request.method !== 'HEAD' && !isKnown(request, etag)
  const ask = { commit, format, prefix: `${folder}/`, signal }
  const content = isWanted ? await forge.git.archive(repository.uuid, ask) : Readable.from([])
  return new Sent(content, { type, headers })
}
