import { ApiError } from '@pail/client'
import { configOf } from '../config/config.ts'
import { failureOf, SourceFailure } from '../protocol/failure.ts'
import type { ConnectionStatus, Level, Message } from '../protocol/message.ts'
import { streams } from '../streams/index.ts'
import type { Options } from './connect.ts'
import { Report } from './report.ts'
import { Session } from './session.ts'

/** For what is worth knowing besides the answer. */
export interface CheckOptions extends Options {
  log?: (level: Level, message: string) => void
  /** Told of a configuration that has to be kept: asking may use a refresh token up. */
  keep?: (message: Message) => Promise<void>
}

/** Whether the source could read with this configuration; what cannot be is said in the answer. */
export async function check(config: unknown, options: CheckOptions = {}): Promise<ConnectionStatus> {
  try {
    return await tried(config, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof SourceFailure)) throw error
    return { status: 'FAILED', message: error.message }
  }
}

async function tried(given: unknown, options: CheckOptions): Promise<ConnectionStatus> {
  const config = configOf(given)
  const log = options.log ?? (() => {})
  const report = new Report(
    messages => {
      for (const message of messages) if (message.type === 'LOG') log(message.log.level, message.log.message)
    },
    { secrets: config.secrets, level: options.level ?? 'INFO' },
  )
  const push = async (messages: Message[]) => {
    for (const message of messages) if (message.type === 'CONTROL') await options.keep?.(message)
  }
  const session = new Session(config, report, { retries: 2, ...options, push })
  const path = `/2.0/repositories/${session.workspace}?pagelen=1`
  try {
    const answer = await session.client.core.answer('GET', path)
    const body = (await answer.json().catch(() => undefined)) as { values?: unknown } | undefined
    if (!Array.isArray(body?.values)) throw noApi(config.url)
    for (const line of lacking(answer.headers)) report.log('WARN', line)
    return { status: 'SUCCEEDED' }
  } catch (error) {
    options.signal?.throwIfAborted()
    throw report.masked(told(error, config.workspace), ['repository', 'read:repository:bitbucket'])
  }
}

const noApi = (url: string) =>
  new SourceFailure(`${url} answers, but not as the API does. Check base_url.`, 'config_error')

function told(error: unknown, workspace: string): unknown {
  if (!(error instanceof ApiError) || error.status !== 404) return failureOf(error)
  return new SourceFailure(
    `The workspace ${workspace} does not exist, or the token cannot see it (404: ${error.message}).`,
    'config_error',
    { cause: error },
  )
}

/** Streams that the token will not be able to read, where the server says what it is allowed. */
function lacking(headers: Headers): string[] {
  const granted = (headers.get('x-oauth-scopes') ?? '').split(/[\s,]+/).filter(Boolean)
  if (granted.length === 0 || granted.includes('*')) return []
  return streams
    .filter(({ scopes }) => !scopes.some(scope => granted.some(one => covers(one, scope))))
    .map(({ name, scopes }) => `The token lacks a scope that ${name} needs: ${scopes.join(' or ')}`)
}

/** Only the widest scopes are named: those to write, and those of what contains it, imply others. */
function covers(granted: string, scope: string): boolean {
  if (granted === scope || granted.startsWith(`${scope}:`)) return true
  if (scope.startsWith('read:')) return /^(write|admin|delete):/.test(granted) && granted.endsWith(scope.slice(4))
  return scope === 'repository' && /^(pullrequest|project|pipeline)/.test(granted)
}
