import { connectGitNode, seekConnection } from '@pail/git-node'
import type { Config } from '../../config.ts'
import { dataDirectory } from '../../data-directory.ts'
import { openHostKeys } from '../../git-doors/ssh/host-keys.ts'
import { keyGate } from '../../git-doors/ssh/key-gate.ts'
import { listenSsh } from '../../git-doors/ssh/listen.ts'
import { type SshDoor, serveCall } from '../../git-doors/ssh/serve-call.ts'
import { onWake } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import { openLog } from '../../kernel/log.ts'
import { openDatabase } from '../../kernel/open-database.ts'
import { openKeyRing } from '../../kernel/secrets.ts'
import type { Asked, Said } from './process.ts'

/** The process that speaks SSH: encrypting takes a whole core, and nobody who asks the API is to wait for it. */
const say = (said: Said): void => void process.send?.(said)

process.once('message', (asked: Asked) => void begin(asked).catch(giveUp))
// The server tells when to end, and takes us along when it dies.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))

async function begin({ config, origin }: Asked): Promise<void> {
  const place = dataDirectory(config.dataDirectory)
  const forge = openForge(config)
  const log = (err: unknown) => forge.log.error({ err }, 'ssh')
  // The library throws out of its callbacks when a line breaks at the wrong moment; the others are to go on.
  process.on('uncaughtException', log)
  const hostKeys = await openHostKeys(place.ssh)
  const door: SshDoor = { gitNode: forge.git, gate: keyGate(forge), origin, log }
  const { admits } = door.gate
  const serve = (call: Parameters<typeof serveCall>[1]) => serveCall(door, call)
  const listening = await listenSsh({ host: config.host, port: config.sshPort, hostKeys, admits, serve, log })
  onWake(() => say({ wake: true }))
  process.once('SIGTERM', async () => {
    await listening.close()
    process.exit(0)
  })
  say({ port: listening.port, fingerprints: hostKeys.map(({ fingerprint }) => fingerprint) })
}

/** The machines as they are: the server has brought the database up to date, and started the git node. */
function openForge(config: Config): Forge {
  const place = dataDirectory(config.dataDirectory)
  const connection = seekConnection(place.git)
  if (!connection) throw new Error('The git node cannot be found')
  return {
    config,
    database: openDatabase(config, place),
    git: connectGitNode(connection),
    keys: openKeyRing(place.keys),
    log: openLog(config.logLevel),
  }
}

function giveUp(error: NodeJS.ErrnoException): void {
  say({ failed: error.message, ...(error.code && { code: error.code }) })
  process.exitCode = 1
  process.disconnect?.()
}
