import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { Configuration } from '../node/connection.ts'
import { Root } from './root.ts'
import { serverOf } from './server.ts'

/** Messages that are too long for us are read all the same, so that they can be refused in words. */
const LONGEST = 64 * 2 ** 20

/** Serves the tools on standard input and output until that ends, or the signal comes. */
export async function serve(
  configuration: Configuration,
  path: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const root = path === undefined ? undefined : await Root.at(path)
  const server = serverOf({ configuration, root })
  const ended = new Promise<void>(resolve => {
    server.server.onclose = resolve
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await server.connect(new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: LONGEST }))
  await ended
  await server.close()
}
