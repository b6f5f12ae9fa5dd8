import type { Client } from './client.ts'

/** Files beside the code: brought, listed, taken, replaced, taken away, refused. */
export async function walkDownloads({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk/downloads'
  const files = new FormData()
  files.append('files', new Blob(['# Released\n']), 'released.md')
  files.append('files', new Blob(['bytes']), 'released.bin')
  await call('downloads.create', { ...at, _body: files })
  await send('POST', here, files)
  await send('POST', here, { files: 'JSON' })
  await send('POST', here, new FormData())
  await call('downloads.list', at)
  await send('GET', here)
  const { headers } = await send('GET', `${here}/released.md`)
  await send('GET', new URL(headers.get('location') ?? '').pathname)
  await send('GET', '/demo/walk/downloads')
  await send('GET', '/demo/walk/downloads/released.bin')
  await call('downloads.delete', { ...at, filename: 'released.md' })
  await send('DELETE', `${here}/released.bin`)
  await send('GET', `${here}/released.bin`)
  await send('DELETE', `${here}/released.bin`)
}
