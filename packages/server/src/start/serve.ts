import { getRequestListener } from '@hono/node-server'
import { openApp, openForge } from '../app.ts'
import type { Config } from '../config.ts'
import { dataDirectory, holdDataDirectory } from '../data-directory.ts'
import { gitDoors } from '../git-doors/doors.ts'
import type { Forge } from '../kernel/forge.ts'
import { straightAway } from '../kernel/straight.ts'
import { prepareFirstStart } from './first-start.ts'
import { listen } from './listen.ts'
import { type SshProcess, startSsh } from './ssh/process.ts'

/** A forge that is reachable. */
export interface Served {
  origin: string
  /** The administrator's token, on the first start only. */
  firstToken: string | undefined
  /** Absent where no SSH is served. */
  ssh: SshProcess | undefined
  stop(): Promise<void>
}

/** Opens everything in order, and on the way out closes it in the opposite one. */
export async function serveForge(config: Config): Promise<Served> {
  const place = dataDirectory(config.dataDirectory)
  const release = holdDataDirectory(place)
  try {
    const forge = await openForge(config)
    const firstToken = await forge.database.transact(tx => prepareFirstStart(tx, config))
    const app = await openApp(forge)
    const git = gitDoors(forge)
    const api = getRequestListener(straightAway(app.fetch, forge.log))
    const listening = await listen(config, (request, response) => {
      if (isSafe(config)) response.setHeader('strict-transport-security', SAFE_ONLY)
      if (!git(request, response)) void api(request, response)
    }).catch(async error => {
      await app.close()
      throw error
    })
    const ssh = await openSsh(forge, listening.origin).catch(async error => {
      await listening.close()
      await app.close()
      throw error
    })
    forge.log.debug({ origin: listening.origin, ssh: ssh?.port }, 'serving')
    const stop = async () => {
      await Promise.all([listening.close(), ssh?.close()])
      await app.close()
      release()
    }
    return { origin: listening.origin, firstToken, ssh, stop }
  } catch (error) {
    release()
    throw error
  }
}

/** For a year. What else its owner has under the name of the forge is nothing of ours. */
const SAFE_ONLY = 'max-age=31536000'

/** Whether browsers reach it by https, here or through what stands in front. */
const isSafe = ({ tls, publicUrl = '' }: Config): boolean => tls !== undefined || publicUrl.startsWith('https:')

/** Links name the port that was taken, also where any would do. */
async function openSsh({ config, log }: Forge, origin: string): Promise<SshProcess | undefined> {
  if (config.ssh === 'off') return undefined
  const named = origin.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//localhost')
  const ssh = await startSsh({ config, origin: named, place: dataDirectory(config.dataDirectory), log })
  config.sshPort = ssh.port
  return ssh
}
