import { randomUUID } from 'node:crypto'
import { Invalid } from '@pail/failures'

export const ENVIRONMENT_TYPES = ['Test', 'Staging', 'Production'] as const
export type EnvironmentType = (typeof ENVIRONMENT_TYPES)[number]

/** A place that a repository is deployed to. */
export interface Environment {
  uuid: string
  name: string
  slug: string
  type: EnvironmentType
  /** Its place among those of its type. */
  rank: number
  hidden: boolean
  adminOnly: boolean
  createdOn: string
}

export interface NewEnvironment {
  name: string
  type: EnvironmentType
  rank: number
  hidden?: boolean
}

export function newEnvironment({ name, type, rank, hidden = false }: NewEnvironment, createdOn: string): Environment {
  return { uuid: randomUUID(), name, slug: environmentSlug(name), type, rank, hidden, adminOnly: false, createdOn }
}

export const typeRank = (type: EnvironmentType): number => ENVIRONMENT_TYPES.indexOf(type)

function environmentSlug(name: string): string {
  const slug = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  if (slug === '')
    throw new Invalid('name: must hold a letter or a digit', { fields: { name: ['must hold a letter or a digit'] } })
  return slug
}

/** What every new repository starts with. */
export const defaultEnvironments = (createdOn: string): Environment[] =>
  ENVIRONMENT_TYPES.map(type => newEnvironment({ name: type, type, rank: 0 }, createdOn))
