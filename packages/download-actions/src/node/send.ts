import { Readable } from 'node:stream'
import { ApiError, type Client, createClient } from '@pail/client'
import type { Ask, Heard, Send } from '../core/exchange.ts'
import { rootIn } from '../core/given.ts'
import { formOf } from '../core/multipart.ts'
import { type Arriving, arriving } from './arriving.ts'
import { type Configuration, credentialOf } from './connection.ts'
import { fetchOver } from './fetch.ts'

export interface Sending {
  signal?: AbortSignal | undefined
}

/** An answer that breaks off is asked for anew so often. */
const MOST_BROKEN = 2
/** As much of a file is read at once. */
const PIECE = 1 << 18

/** Sends by `@pail/client`: with its patience, its budget and its way with redirects. Files are blobs, and arrive as streams. */
export function sendOver(configuration: Configuration, { signal }: Sending = {}): Send<Blob, Arriving> {
  const connection = {
    url: rootIn(configuration.url),
    auth: credentialOf(configuration),
    fetch: fetchOver(configuration),
  }
  const plain = createClient(connection)
  const client = signal ? plain.with({ signal }) : plain
  return async ask => {
    try {
      return ask.takes === 'file' ? await file(client, ask) : await text(client, ask)
    } catch (error) {
      if (error instanceof ApiError) return refused(error)
      throw error
    }
  }
}

async function file(client: Client, { url }: Ask<Blob>): Promise<Heard<Arriving>> {
  const first = await client.core.download(url)
  return { ...heard(first.response), content: arriving(client, url, first) }
}

async function text(client: Client, ask: Ask<Blob>): Promise<Heard<Arriving>> {
  const { by, body } = sending(client, ask)
  for (let tries = 0; ; tries++) {
    const answer = await by.core.answer(ask.method, ask.url, body)
    try {
      return { ...heard(answer), text: await answer.text() }
    } catch (broken) {
      if (ask.method !== 'GET' || tries === MOST_BROKEN) throw broken
    }
  }
}

/** The form is written by us, so that it is one stream whose length is known. */
function sending(client: Client, { files }: Ask<Blob>): { by: Client; body?: () => ReadableStream } {
  if (files === undefined) return { by: client }
  const form = formOf(
    files.map(({ file_name, file }) => ({ file_name, file: { size: file.size, chunks: piecesOf(file) } })),
  )
  const headers = { 'content-type': form.type, 'content-length': String(form.size) }
  return { by: client.with({ headers }), body: () => Readable.toWeb(Readable.from(form.chunks)) as ReadableStream }
}

/** Can be read more than once. */
const piecesOf = (file: Blob): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    for (let at = 0; at < file.size; at += PIECE) yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
  },
})

const heard = ({ status, statusText, headers }: Response): Heard<never> => ({
  status,
  reason: statusText,
  headers: Object.fromEntries(headers),
})

const refused = ({ status, headers, text }: ApiError): Heard<never> => ({
  status,
  headers: Object.fromEntries(headers),
  text,
})
