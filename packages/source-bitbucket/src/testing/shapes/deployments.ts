import { hashOf, serviceTime, uuidOf, WEB, type Wire } from '../wire.ts'

export const environment = (of: Wire, name: string): Wire => ({
  type: 'deployment_environment',
  uuid: uuidOf(`environment of ${of.slug}`, name),
  name,
  slug: name.toLowerCase(),
  environment_type: { type: 'deployment_environment_type', name, rank: 1 },
  rank: 1,
  hidden: false,
  environment_lock_enabled: true,
  lock: { type: 'deployment_environment_lock_open', name: 'OPEN' },
  deployment_gate_enabled: false,
  restrictions: { type: 'deployment_restrictions_configuration', admin_only: false },
  category: { name },
})

/** One that ended when `endedAt` is given, one under way otherwise. */
export const deployment = (
  api: string,
  of: Wire,
  { number, at, endedAt }: { number: number; at: number; endedAt?: number },
): Wire => ({
  type: 'deployment',
  uuid: uuidOf(`deployment of ${of.slug}`, number),
  key: `deployment-${number}`,
  number,
  name: `Deployment ${number}`,
  version: 1,
  environment: { type: 'deployment_environment', uuid: uuidOf(`environment of ${of.slug}`, 'Staging') },
  step: { uuid: uuidOf('step', number) },
  release: {
    type: 'deployment_release',
    uuid: uuidOf('release', number),
    key: `pipelines-${uuidOf('pipeline', number)}`,
    name: `#${number}`,
    url: `${WEB}/${of.full_name}/pipelines/results/${number}`,
    pipeline: { uuid: uuidOf('pipeline', number), type: 'pipeline' },
    commit: {
      hash: hashOf(`release ${number}`),
      type: 'commit',
      links: { self: { href: `${api}/repositories/${of.full_name}` } },
    },
    created_on: serviceTime(at),
  },
  state: endedAt === undefined ? underway(at) : ended(at, endedAt),
  last_update_time: serviceTime(endedAt ?? at),
})

export const underway = (at: number): Wire => ({
  type: 'deployment_state_in_progress',
  name: 'IN_PROGRESS',
  url: `${WEB}/pipelines`,
  started_on: serviceTime(at),
})

export const ended = (at: number, endedAt: number): Wire => ({
  type: 'deployment_state_completed',
  name: 'COMPLETED',
  url: `${WEB}/pipelines`,
  status: { type: 'deployment_state_completed_status_successful', name: 'SUCCESSFUL' },
  started_on: serviceTime(at),
  completed_on: serviceTime(endedAt),
})
