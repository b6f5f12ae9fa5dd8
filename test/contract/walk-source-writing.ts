import type { Client } from './client.ts'

/** Commits made of files that are sent: as multipart, as a form, refused and taken. */
export async function walkSourceWriting({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk/src'
  await call('source.createFileCommit', { ...at, 'written.txt': 'one', message: 'As a form', branch: 'written' })
  const form = new FormData()
  form.set('/docs/written.md', new Blob(['# Written\n']), 'written.md')
  await call('source.createFileCommit', { ...at, _body: form, branch: 'written', author: 'Grace <grace@example.com>' })
  await call('source.createFileCommit', { ...at, files: '/written.txt', branch: 'written' })
  const made = await send('POST', here, new URLSearchParams({ 'again.txt': 'x', branch: 'written' }))
  const parents = made.headers.get('location')?.split('/').at(-1) ?? ''
  await send('POST', here, new URLSearchParams({ 'again.txt': 'y', branch: 'written', parents }))
  await send('POST', here, new URLSearchParams({ 'again.txt': 'z', branch: 'written', parents }))
  await send('POST', here, new URLSearchParams({ '.git/config': 'x' }))
  await send('POST', here, new URLSearchParams({ author: 'nobody', 'a.txt': 'x' }))
  await send('POST', here, { message: 'JSON' })
  await send('POST', '/2.0/repositories/demo/nowhere/src', new URLSearchParams({ 'a.txt': 'x' }))
}
