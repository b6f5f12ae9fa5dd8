import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { startDav } from './nginx.ts'

/** The least that a client of LFS can speak to: who asks is led to nginx, which takes files by PUT and sends them with sendfile. */
export async function startPlainLfs(): Promise<{ url: string; stop(): Promise<void> }> {
  const nginx = await startDav()
  const kept = new Set<string>()
  const server = createServer(async (request, response) => {
    const { operation, objects } = JSON.parse(String(await buffer(request))) as Batch
    const answered = objects.map(({ oid, size }) => {
      if (operation === 'upload') kept.add(oid)
      const action = kept.has(oid) && { actions: { [operation]: { href: `${nginx.origin}/lfs/${oid}` } } }
      return { oid, size, authenticated: true, ...action }
    })
    response.writeHead(200, { 'content-type': 'application/vnd.git-lfs+json' })
    response.end(JSON.stringify({ transfer: 'basic', objects: answered }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await nginx.stop()
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

interface Batch {
  operation: 'upload' | 'download'
  objects: { oid: string; size: number }[]
}
