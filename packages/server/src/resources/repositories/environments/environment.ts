import { randomUUID } from 'node:crypto'
import { invalid } from '@pail/failures'

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

/** What may be said of an environment after it was made. */
export interface EnvironmentChange {
  name?: string
  hidden?: boolean
  restrictions?: { admin_only?: boolean }
}

export interface NewEnvironment extends EnvironmentChange {
  name: string
  type: EnvironmentType
  rank: number
}

export const newEnvironment = ({ name, type, rank, ...rest }: NewEnvironment, createdOn: string): Environment =>
  changed(
    { uuid: randomUUID(), name, slug: slugOf(name), type, rank, hidden: false, adminOnly: false, createdOn },
    rest,
  )

/** A new name gives a new slug; the type is for good. */
export function changed(
  environment: Environment,
  { name = environment.name, hidden = environment.hidden, restrictions }: EnvironmentChange,
): Environment {
  const adminOnly = restrictions?.admin_only ?? environment.adminOnly
  return { ...environment, name, slug: slugOf(name), hidden, adminOnly }
}

/** From trying out to what counts. */
export const typeRank = (type: EnvironmentType): number => ENVIRONMENT_TYPES.indexOf(type)

/** What every new repository starts with. */
export const defaultEnvironments = (createdOn: string): Environment[] =>
  ENVIRONMENT_TYPES.map(type => newEnvironment({ name: type, type, rank: 0 }, createdOn))

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  if (slug === '') throw invalid('name', 'must hold a letter or a digit')
  return slug
}
