import { getRequestListener } from '@hono/node-server'
import { openApp, openForge } from '../app.ts'
import type { Config } from '../config.ts'
import { dataDirectory, holdDataDirectory } from '../data-directory.ts'
import { repositoryGate } from '../git-doors/repository-gate.ts'
import { smartHttp } from '../git-doors/smart-http.ts'
import { prepareFirstStart } from './first-start.ts'
import { listen } from './listen.ts'

/** A forge that is reachable. */
export interface Served {
  origin: string
  /** The administrator's token, on the first start only. */
  firstToken: string | undefined
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
    const git = smartHttp({ gitNode: forge.git, gate: repositoryGate(forge) })
    const api = getRequestListener(app.fetch)
    const listening = await listen(config, (request, response) => {
      if (!git(request, response)) void api(request, response)
    }).catch(async error => {
      await app.close()
      throw error
    })
    forge.log.debug({ origin: listening.origin }, 'serving')
    const stop = async () => {
      await listening.close()
      await app.close()
      release()
    }
    return { origin: listening.origin, firstToken, stop }
  } catch (error) {
    release()
    throw error
  }
}
