import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from '@pail/db/testing'
import { freePort, temporary } from '@pail/testkit'
import { unpacked } from './packed.ts'

/** A real n8n with our package among its community nodes. */
export interface Engine {
  origin: string
  pid: number
  output(): string
  stop(): Promise<void>
}

const STARTS_WITHIN_MS = 180_000

/**
 * Starts one that listens on loopback only, tells nobody of itself, and keeps binary data in files. `more` is of its
 * environment.
 */
export async function startN8n(modules: string, tarball: string, more: Record<string, string> = {}): Promise<Engine> {
  const folder = temporary()
  await unpacked(tarball, join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-bitbucket-downloads'))
  const postgres = await startPostgres()
  const origin = `http://127.0.0.1:${await freePort()}`
  const env = { ...QUIET, ...(await places(folder, origin)), ...database(postgres.url), ...more }
  const child = spawn(process.execPath, [join(modules, 'n8n', 'bin', 'n8n'), 'start'], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const stop = async () => {
    await ended(child)
    await postgres.stop()
  }
  try {
    await ready(child, origin, () => output)
  } catch (failure) {
    await stop()
    throw failure
  }
  return { origin, pid: child.pid!, output: () => output, stop }
}

const places = async (folder: string, origin: string): Promise<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  HOME: folder,
  N8N_USER_FOLDER: folder,
  N8N_ENCRYPTION_KEY: 'for tests only',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_HOST: '127.0.0.1',
  N8N_PORT: new URL(origin).port,
  N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
  N8N_RUNNERS_BROKER_PORT: String(await freePort()),
})

/** PostgreSQL, since what n8n needs for SQLite would have to be compiled. */
function database(url: string): Record<string, string> {
  const { hostname, searchParams, pathname } = new URL(url)
  return {
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: searchParams.get('host') ?? hostname,
    DB_POSTGRESDB_USER: searchParams.get('user') ?? '',
    DB_POSTGRESDB_DATABASE: pathname.slice(1),
  }
}

const QUIET: Record<string, string> = {
  N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
  // No workflow of ours has code of its own, so no runner of it is started.
  N8N_RUNNERS_MODE: 'external',
  N8N_RUNNERS_AUTH_TOKEN: 'for tests only',
  N8N_DISABLED_MODULES: 'insights,mcp,chat-hub,quick-connect,breaking-changes,data-table',
  N8N_DISABLE_UI: 'true',
  N8N_SECURE_COOKIE: 'false',
  N8N_PUBLIC_API_DISABLED: 'true',
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_VERIFIED_PACKAGES_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
}

async function ready(child: ChildProcess, origin: string, output: () => string): Promise<void> {
  for (const end = Date.now() + STARTS_WITHIN_MS; Date.now() < end; await pause(200)) {
    if (child.exitCode !== null) break
    const answer = await fetch(`${origin}/healthz/readiness`).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error(`n8n did not start:\n${output().slice(-4000)}`)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await exit
  clearTimeout(timer)
}
