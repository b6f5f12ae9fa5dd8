import { Forbidden, invalid, NotFound } from '@pail/failures'
import { Type } from 'typebox'

/** What comments have in common, whatever they are on. */
export interface Said {
  id: number
  userUuid: string
  content: string
  /** Only answers to it keep it there. */
  isDeleted: boolean
  createdOn: string
  updatedOn: string
}

/** Longer comments are refused; in UTF-16 units. */
const MAX_CONTENT = 32_768

export const raw = Type.String({ maxLength: MAX_CONTENT })

/** Names the comment that is answered. */
export const parentId = Type.Integer({ minimum: 1 })

export function asContent(text: string): string {
  if (text.trim() !== '') return text
  throw invalid('content.raw', 'may not be blank')
}

/** Says something else in the same place; only the author may. */
export function changed<T extends Said>(comment: T, text: string, { actor, at }: { actor: string; at: string }): T {
  refuseChange(comment, actor)
  return { ...comment, content: asContent(text), updatedOn: at }
}

export function refuseChange(comment: Said, actor: string): void {
  if (comment.isDeleted) throw new NotFound(String(comment.id))
  if (comment.userUuid !== actor) throw new Forbidden('Only the author of a comment can change it.')
}

/** What is left of a comment that has answers. */
export const blanked = <T extends Said>(comment: T, at: string): T => ({
  ...comment,
  content: '',
  isDeleted: true,
  updatedOn: at,
})

export function refuseRemoval(comment: Said, actor: string, isAdmin: boolean): void {
  if (comment.userUuid !== actor && !isAdmin)
    throw new Forbidden('Only the author of a comment and administrators of the repository can delete it.')
}

/** An id as a path writes it, where anything may stand; 0 is nobody's. */
export const idIn = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0)

/** Refused with nothing but what was asked for. */
export const unknownComment = (text: string): NotFound => new NotFound(text.slice(0, 100))
