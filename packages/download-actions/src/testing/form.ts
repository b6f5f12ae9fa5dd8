import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

/** The files of a form as the server gets them: only those in parts named `files` count. */
export async function filesIn(request: IncomingMessage): Promise<[name: string, content: Uint8Array][]> {
  const body = Readable.toWeb(request) as ReadableStream
  const form = await new Response(body, {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData()
  const files = form.getAll('files').filter(part => typeof part !== 'string')
  return Promise.all(
    files.map(async file => [file.name, new Uint8Array(await file.arrayBuffer())] as const),
  ) as Promise<[string, Uint8Array][]>
}
