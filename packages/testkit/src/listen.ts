import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers on a free port of the loopback interface until it is closed. */
export async function listen(
  listener: RequestListener,
): Promise<{ origin: string; server: Server; close(): Promise<void> }> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return { origin: `http://127.0.0.1:${port}`, server, close }
}

/** A port of the loopback interface that nobody had a moment ago, for programs that cannot be given 0. */
export async function freePort(): Promise<number> {
  const { server, close } = await listen(() => {})
  const { port } = server.address() as AddressInfo
  await close()
  return port
}
