import { hashOf, serviceTime, uuidOf, type Wire } from '../wire.ts'
import { condensed } from './code.ts'
import { person } from './people.ts'

export const pipeline = (
  api: string,
  of: Wire,
  { number, at, endedAt }: { number: number; at: number; endedAt?: number },
): Wire => ({
  type: 'pipeline',
  uuid: uuidOf(`pipeline of ${of.slug}`, number),
  build_number: number,
  run_number: 1,
  creator: person(api, 'Ada'),
  repository: condensed(of),
  target: {
    type: 'pipeline_ref_target',
    ref_type: 'branch',
    ref_name: 'main',
    selector: { type: 'branches', pattern: 'main' },
    commit: { type: 'commit', hash: hashOf(`${number}`) },
  },
  trigger: { name: 'PUSH', type: 'pipeline_trigger_push' },
  state:
    endedAt === undefined
      ? {
          name: 'IN_PROGRESS',
          type: 'pipeline_state_in_progress',
          stage: { name: 'RUNNING', type: 'pipeline_state_in_progress_running' },
        }
      : {
          name: 'COMPLETED',
          type: 'pipeline_state_completed',
          result: { name: 'SUCCESSFUL', type: 'pipeline_state_completed_successful' },
        },
  created_on: serviceTime(at),
  ...(endedAt !== undefined && { completed_on: serviceTime(endedAt), duration_in_seconds: 61 }),
  build_seconds_used: 61,
  first_successful: false,
  expired: false,
  has_variables: false,
  labels: {},
  links: {
    self: {
      href: `${api}/repositories/${of.full_name}/pipelines/${encodeURIComponent(uuidOf(`pipeline of ${of.slug}`, number))}`,
    },
  },
})

export const step = (of: Wire, number: number, at: number, endedAt?: number): Wire => ({
  type: 'pipeline_step',
  uuid: uuidOf(`step of ${of.uuid}`, number),
  name: `Step ${number}`,
  pipeline: { type: 'pipeline', uuid: of.uuid },
  run_number: 1,
  trigger: { type: 'pipeline_step_trigger_automatic' },
  state:
    endedAt === undefined
      ? { name: 'PENDING', type: 'pipeline_step_state_pending' }
      : {
          name: 'COMPLETED',
          type: 'pipeline_step_state_completed',
          result: { name: 'SUCCESSFUL', type: 'pipeline_step_state_completed_successful' },
        },
  image: { name: 'node:24' },
  maxTime: 120,
  started_on: serviceTime(at),
  ...(endedAt !== undefined && { completed_on: serviceTime(endedAt), duration_in_seconds: 30 }),
  build_seconds_used: 30,
  setup_commands: [],
  script_commands: [{ name: 'npm test', command: 'npm test', commandType: 'SCRIPT' }],
  teardown_commands: [],
})
