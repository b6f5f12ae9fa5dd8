import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { misconfigured } from '../protocol/failure.ts'
import type { Data } from '../protocol/message.ts'
import { AUTH_TYPES, type AuthType, connectionSpecification } from './spec.ts'

/** What may be given, as the specification describes it. */
export interface Given extends Data {
  workspace: string
  email?: string
  api_token?: string
  start_date?: string
  pull_request_state?: string
  base_url?: string
  credentials?: Data
  repositories?: string[]
  excluded_repositories?: string[]
  concurrency?: number
  report_deletions?: boolean
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
let checks: { whole: ValidateFunction; options: ValidateFunction[] } | undefined

/** Compiled when first needed: a host that asks for the spec does not wait for it. */
function validators() {
  const { properties, required } = connectionSpecification as { properties: Data; required: string[] }
  const credentials = properties.credentials as { oneOf: Data[] }
  checks ??= {
    whole: ajv.compile({ type: 'object', required, properties: { ...properties, credentials: { type: 'object' } } }),
    options: credentials.oneOf.map(option => ajv.compile(option)),
  }
  return checks
}

/** A configuration that fits the specification; what does not is said as hosts expect it. */
export function validated(given: unknown): Given {
  const config = withoutNulls(given)
  const { whole, options } = validators()
  if (!whole(config)) throw invalid(whole.errors)
  const { credentials } = config as { credentials?: Data }
  if (credentials !== undefined) {
    const chosen = AUTH_TYPES.indexOf(credentials.auth_type as AuthType)
    if (chosen < 0) throw misconfigured(`Config validation error: credentials.auth_type: must be ${list(AUTH_TYPES)}`)
    if (!options[chosen]!(credentials)) throw invalid(options[chosen]!.errors, 'credentials.')
  }
  return config as Given
}

/** Hosts write null where nothing was entered. */
const withoutNulls = (given: unknown): unknown =>
  typeof given === 'object' && given !== null && !Array.isArray(given)
    ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
    : given

function invalid(errors: ErrorObject[] | null | undefined, within = '') {
  const texts = (errors ?? []).map(({ instancePath, message, params }) => {
    const at = `${within}${instancePath.slice(1).replaceAll('/', '.')}`
    const allowed = (params as { allowedValues?: unknown[] }).allowedValues
    return `${at && `${at}: `}${message}${allowed ? ` (${list(allowed)})` : ''}`
  })
  return misconfigured(`Config validation error: ${texts.join('; ')}`)
}

const list = (values: readonly unknown[]): string => values.join(', ')
