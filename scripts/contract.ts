import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startPail } from '../packages/testkit/src/index.ts'
import { walkAll } from '../test/contract/walk.ts'

/** The recording proxy that knows the reference; it is kept beside the project, not in it. */
const PROXY = join(import.meta.dirname, '..', '..', 'shared', 'tools', 'contract-proxy.mjs')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

async function main(): Promise<number> {
  if (!existsSync(PROXY)) {
    console.log(`The contract proxy is not at hand (${PROXY}); nothing was compared.`)
    return process.env.CI === 'true' ? 1 : 0
  }
  const pail = await startPail()
  const port = await freePort()
  const proxy = spawn(process.execPath, [PROXY, '--target', pail.origin, '--port', String(port), '--strict'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>(resolve => proxy.once('exit', resolve))
  await new Promise(resolve => proxy.stdout.once('data', resolve))
  proxy.stdout.on('data', (text: Buffer) => process.stdout.write(text))
  try {
    const complaints = await walkAll(`http://127.0.0.1:${port}`)
    for (const complaint of complaints) console.error(complaint)
    proxy.kill('SIGTERM')
    const broken = await ended
    return broken === 0 && complaints.length === 0 ? 0 : 1
  } finally {
    proxy.kill('SIGTERM')
    await pail.stop()
  }
}

process.exit(await main())
