import { ApiError, type Client, createClient } from '@pail/client'
import type { Ask, Heard, Send } from '../core/exchange.ts'
import { rootIn } from '../core/given.ts'
import { type Arriving, arriving } from './arriving.ts'
import { type Configuration, credentialOf } from './connection.ts'
import { fetchOver } from './fetch.ts'

export interface Sending {
  signal?: AbortSignal | undefined
}

/** An answer that breaks off is asked for anew so often. */
const MOST_BROKEN = 2

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
  for (let tries = 0; ; tries++) {
    const answer = await client.core.answer(ask.method, ask.url, formOf(ask))
    try {
      return { ...heard(answer), text: await answer.text() }
    } catch (broken) {
      if (ask.method !== 'GET' || tries === MOST_BROKEN) throw broken
    }
  }
}

function formOf({ files }: Ask<Blob>): FormData | undefined {
  if (files === undefined) return undefined
  const form = new FormData()
  for (const { file_name, file } of files) form.append('files', file, file_name)
  return form
}

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
