import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { atExit } from './at-exit.ts'
import { freePort } from './listen.ts'

/** An identity provider in a process of its own, which lets in whoever types a login that it knows. */
export interface IdentityProvider {
  issuer: string
  /** What a relying party is told, as settings of Pail. */
  settings: Record<string, string>
  /** Starts it; `origins` are those of the relying party. */
  start(origins: readonly string[]): Promise<void>
  stop(): Promise<void>
}

/** What it says of somebody, by their login. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const PROGRAM = fileURLToPath(new URL('./identity-provider-process.ts', import.meta.url))
const CLIENT = { id: 'pail', secret: 'a-secret-for-tests-only' }

/** Finds a place for a provider that knows these people; it does not answer until it is started. */
export async function identityProvider(people: People): Promise<IdentityProvider> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  let end = async () => {}
  return {
    issuer,
    settings: {
      PAIL_OIDC_ISSUER: issuer,
      PAIL_OIDC_CLIENT_ID: CLIENT.id,
      PAIL_OIDC_CLIENT_SECRET: CLIENT.secret,
      PAIL_OIDC_NAME: 'Example ID',
      PAIL_OUTBOUND_ALLOW: `127.0.0.1:${port}`,
    },
    async start(origins) {
      const told = JSON.stringify({ issuer, port, people, client: CLIENT, origins })
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, told], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      atExit(() => child.kill('SIGKILL'))
      const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
      end = async () => {
        child.kill('SIGKILL')
        await ended
      }
      let said = ''
      child.stderr.on('data', part => (said += part))
      const begun = new Promise<boolean>(resolve => child.stdout.once('data', () => resolve(true)))
      if (!(await Promise.race([begun, ended]))) throw new Error(`The identity provider did not start: ${said}`)
    },
    stop: () => end(),
  }
}
