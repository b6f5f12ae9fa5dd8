import { type Invalid, invalid, NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Author, PathChange } from '@pail/git-node'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { find } from '../../commits/revision.ts'
import type { Repository } from '../../repositories/repository.ts'
import { signatureOf } from '../../users/signature.ts'
import { authorOf, changesOf, type Upload, usualMessage } from './upload.ts'

/** A commit of which only its place is open. */
export interface Draft {
  changes: PathChange[]
  author: Author
  committer: Author
  message: string
  branch: string | undefined
  /** What the caller saw, or wants to begin at. */
  parent: Oid | undefined
}

interface Who {
  repository: Repository
  actor: Known
}

export async function draftOf(forge: Forge, { repository, actor }: Who, upload: Upload): Promise<Draft> {
  const changes = changesOf(upload)
  const committer = await signatureOf(forge.database.reader, actor)
  const author = upload.author === undefined ? committer : { ...committer, ...authorOf(upload.author) }
  const parent = upload.parent === undefined ? undefined : await parentOf(forge, repository, upload.parent)
  const message = upload.message ?? usualMessage(changes)
  return { changes, author, committer, message, branch: upload.branch, parent }
}

async function parentOf(forge: Forge, repository: Repository, text: string): Promise<Oid> {
  if (!/^[0-9a-f]{7,40}$/i.test(text)) throw unknownParent(text)
  const found = await find(forge, repository, text.toLowerCase()).catch(error => {
    throw error instanceof NotFound ? unknownParent(text) : error
  })
  return found.oid
}

function unknownParent(text: string): Invalid {
  const complaint = `commit not found: ${text.slice(0, 100)}`
  return invalid('parents', complaint)
}
