import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../packages/testkit/src/index.ts'

/** The recording proxy that knows the reference; it is kept beside the project, not in it. */
const PROXY = join(import.meta.dirname, '..', '..', 'shared', 'tools', 'contract-proxy.mjs')

export interface ContractProxy {
  origin: string
  /** Prints what it saw; true when every answer kept to the reference. */
  finish(): Promise<boolean>
}

/** Stands before a server and holds every answer to the reference; a sentence where it is not at hand. */
export async function startContractProxy(target: string): Promise<ContractProxy | string> {
  if (!existsSync(PROXY)) return `The contract proxy is not at hand (${PROXY}); nothing was compared.`
  const port = await freePort()
  const proxy = spawn(process.execPath, [PROXY, '--target', target, '--port', String(port), '--strict'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => proxy.kill())
  const ended = new Promise<number | null>(resolve => proxy.once('exit', resolve))
  await new Promise(resolve => proxy.stdout.once('data', resolve))
  proxy.stdout.on('data', (text: Buffer) => process.stdout.write(text))
  return {
    origin: `http://127.0.0.1:${port}`,
    async finish() {
      proxy.kill('SIGTERM')
      return (await ended) === 0
    },
  }
}
