import { connectGitNode, seekConnection } from '@pail/git-node'
import type { Config } from '../../config.ts'
import { type DataDirectory, dataDirectory } from '../../data-directory.ts'
import type { Call } from '../../git-doors/ssh/call.ts'
import { openHostKeys } from '../../git-doors/ssh/host-keys.ts'
import { keyGate } from '../../git-doors/ssh/key-gate.ts'
import { listenSsh } from '../../git-doors/ssh/listen.ts'
import { listenLocally } from '../../git-doors/ssh/local-door.ts'
import { type SshDoor, serveCall } from '../../git-doors/ssh/serve-call.ts'
import { openBlobs } from '../../kernel/blobs.ts'
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
  const forge = await openForge(config)
  const log = (err: unknown) => forge.log.error({ err }, 'ssh')
  // The library throws out of its callbacks when a line breaks at the wrong moment; the others are to go on.
  process.on('uncaughtException', log)
  const hostKeys = await openHostKeys(place.ssh)
  const door: SshDoor = { gitNode: forge.git, gate: keyGate(forge), origin, log }
  const serve = (call: Call) => serveCall(door, call)
  const guards = { admits: door.gate.admits, serve, log }
  const listening =
    config.ssh === 'system'
      ? { port: config.sshPort, close: await behindSshd(place, guards) }
      : await listenSsh({ host: config.host, port: config.sshPort, hostKeys, ...guards })
  onWake(() => say({ wake: true }))
  process.once('SIGTERM', async () => {
    await listening.close()
    process.exit(0)
  })
  say({ port: listening.port, fingerprints: hostKeys.map(({ fingerprint }) => fingerprint) })
  // What starting leaves behind is not held for days.
  await globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' })
}

const DRAIN_MS = 20_000

async function behindSshd({ sshSocket }: DataDirectory, guards: Parameters<typeof listenLocally>[1]) {
  const server = await listenLocally(sshSocket, guards)
  return async () => {
    const cut = setTimeout(() => process.exit(0), DRAIN_MS)
    await new Promise(resolve => server.close(resolve))
    clearTimeout(cut)
  }
}

/** The machines as they are: the server has brought the database up to date, and started the git node. */
async function openForge(config: Config): Promise<Forge> {
  const place = dataDirectory(config.dataDirectory)
  const connection = seekConnection(place.git)
  if (!connection) throw new Error('The git node cannot be found')
  return {
    config,
    database: openDatabase(config, place),
    git: connectGitNode(connection),
    blobs: await openBlobs({ config, place }),
    search: undefined,
    keys: openKeyRing(place.keys),
    log: openLog(config.logLevel),
  }
}

function giveUp(error: NodeJS.ErrnoException): void {
  say({ failed: error.message, ...(error.code && { code: error.code }) })
  process.exitCode = 1
  process.disconnect?.()
}
