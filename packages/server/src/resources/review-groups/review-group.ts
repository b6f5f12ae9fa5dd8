import { invalid } from '@pail/failures'
import type { Repository } from '../repositories/repository.ts'

/** People of whom some have to agree before anything is merged. */
export interface ReviewGroup {
  uuid: string
  repository: Repository
  name: string
  members: readonly string[]
  createdOn: string
}

export const MAX_NAME = 100
export const MAX_MEMBERS = 200

export function asName(name: string): string {
  const trimmed = name.trim()
  if (trimmed !== '') return trimmed
  throw invalid('name', 'This field is required.')
}
