import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Config } from '../config.ts'
import { DEMO_REPOSITORY, DEMO_WORKSPACE } from './first-start.ts'
import type { Served } from './serve.ts'

/** Says where the forge is; on the first start also fills the demo repository and shows the token, once. */
export async function welcome({ adminEmail, adminToken, demo, ssh }: Config, served: Served): Promise<void> {
  const { origin, firstToken } = served
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  say(`Pail is serving ${origin}`)
  if (ssh === 'on' && served.ssh) say(`SSH on port ${served.ssh.port}, host key SHA256:${served.ssh.fingerprints[0]}`)
  if (firstToken === undefined) return
  const filled = demo && (await fillDemo(origin, firstToken))
  const repository = `${DEMO_WORKSPACE}/${DEMO_REPOSITORY}`
  const shown = adminToken === undefined ? firstToken : '$PAIL_ADMIN_TOKEN'
  say('')
  say(`Administrator   ${adminEmail}`)
  say(
    `API token       ${adminToken === undefined ? `${firstToken}   (shown only now)` : 'the one in PAIL_ADMIN_TOKEN'}`,
  )
  if (demo && !filled) say('The demo repository could not be filled; the forge works without it.')
  if (!filled) return
  const authority = origin.replace('://', `://x-token-auth:${shown}@`)
  say('')
  say('Try:')
  say(`  curl -u ${adminEmail}:${shown} ${origin}/2.0/repositories/${repository}`)
  say(`  git clone ${origin}/${repository}.git`)
  say(`  git push ${authority}/${repository}.git HEAD:refs/heads/my-branch     (from within a clone)`)
  say('')
}

/** Through the front door, as anybody would: the `pail` command makes the repository and pushes a history into it. */
async function fillDemo(origin: string, token: string): Promise<boolean> {
  const command = new URL('../../../cli/src/main.ts', import.meta.url)
  const child = fork(command, ['demo', `${DEMO_WORKSPACE}/${DEMO_REPOSITORY}`], {
    env: {
      PATH: process.env.PATH,
      PAIL_URL: origin,
      PAIL_TOKEN: token,
      NODE_EXTRA_CA_CERTS: process.env.PAIL_TLS_CERT,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code === 0
}
