import { inOrder, matching, type PageRequest, paginate } from '@pail/db'
import type { CommitCommentRow, Db } from '../../../db/tables/index.ts'
import type { Filter } from '../../../kernel/filter.ts'
import type { CommitName } from '../commit.ts'
import type { Comment } from './comment.ts'
import { commentFields } from './fields.ts'
import { inlineFromRow, inlineToRow } from './inline.ts'
import { idIn, unknownComment } from './said.ts'

const OLDEST_FIRST = { path: 'created_on', descending: false } as const

export const list = (db: Db, commit: CommitName, { query, sort }: Filter, page: PageRequest) =>
  paginate(
    held(db, commit)
      .innerJoin('users', 'users.uuid', 'commit_comments.user_uuid')
      .where(matching(query, commentFields))
      .$call(inOrder(sort ?? OLDEST_FIRST, commentFields, 'commit_comments.id')),
    page,
    row => fromRow(row, commit),
  )

/** By what a path says, which may be anything. */
export async function find(db: Db, commit: CommitName, text: string): Promise<Comment> {
  const row = await held(db, commit).where('commit_comments.id', '=', idIn(text)).executeTakeFirst()
  if (!row) throw unknownComment(text)
  return fromRow(row, commit)
}

/** The commit that a comment of the repository is on. */
export async function placeOf(db: Db, { repository }: CommitName, id: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('commit_comments')
    .where('id', '=', id)
    .where('repository_uuid', '=', repository.uuid)
    .select('commit_hash')
    .executeTakeFirst()
  return row?.commit_hash
}

export async function hasAnswers(db: Db, { id }: Comment): Promise<boolean> {
  const row = await db
    .selectFrom('commit_comments')
    .where('parent_id', '=', id)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function create(tx: Db, comment: Comment): Promise<Comment> {
  await tx.insertInto('commit_comments').values(toRow(comment)).execute()
  return comment
}

export async function save(tx: Db, comment: Comment): Promise<Comment> {
  await tx.updateTable('commit_comments').set(toRow(comment)).where('id', '=', comment.id).execute()
  return comment
}

export async function remove(tx: Db, { id }: Comment): Promise<void> {
  await tx.deleteFrom('commit_comments').where('id', '=', id).execute()
}

const held = (db: Db, { repository, hash }: CommitName) =>
  db
    .selectFrom('commit_comments')
    .where('commit_comments.repository_uuid', '=', repository.uuid)
    .where('commit_comments.commit_hash', '=', hash)
    .selectAll('commit_comments')

const toRow = ({ commit, inline, ...comment }: Comment): CommitCommentRow => ({
  id: comment.id,
  repository_uuid: commit.repository.uuid,
  commit_hash: commit.hash,
  user_uuid: comment.userUuid,
  parent_id: comment.parentId,
  content: comment.content,
  ...inlineToRow(inline),
  is_deleted: comment.isDeleted ? 1 : 0,
  created_on: comment.createdOn,
  updated_on: comment.updatedOn,
})

const fromRow = (row: CommitCommentRow, commit: CommitName): Comment => ({
  id: row.id,
  commit,
  userUuid: row.user_uuid,
  parentId: row.parent_id,
  content: row.content,
  inline: inlineFromRow(row),
  isDeleted: row.is_deleted === 1,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
