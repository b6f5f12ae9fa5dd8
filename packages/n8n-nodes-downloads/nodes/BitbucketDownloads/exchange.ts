import { nameIn } from '@pail/client'
import { type Ask, following, formOf, type GivenFile, type Heard, type Send, type Sized } from '@pail/download-actions'
import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow'
import { proxyAt } from './proxy.ts'
import { Streamed } from './streamed.ts'

export const CREDENTIAL = 'bitbucketDownloadsApi'

/** What the credential holds. n8n itself puts the token into requests. */
export interface Access {
  url: string
  verifySsl?: boolean
  httpProxy?: string
}

/** An item being worked on: which, in which execution, by which access, and the name of the file in question. */
export interface Turn {
  context: IExecuteFunctions
  item: number
  access: Access
  filename: string
}

/** Answers of n8n's request helper, when it is asked for the whole of them. */
interface Answer {
  statusCode: number
  statusMessage?: string
  headers: Readonly<Record<string, string | string[]>>
  body: Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0]
}

/** Sends by n8n's own request helper: files are streams from and to where n8n keeps its binary data. */
export const sendFor = (turn: Turn): Send<string, IBinaryData> => following(ask => exchanged(turn, ask))

async function exchanged(turn: Turn, ask: Ask<string>): Promise<Heard<IBinaryData>> {
  const files = ask.files && (await Promise.all(ask.files.map(file => opened(turn, file))))
  const body = files && new Streamed(formOf(files))
  const answer = await answered(turn, ask, body).catch(broken => reasonOf(turn, ask, broken))
  const heard = { status: answer.statusCode, reason: answer.statusMessage ?? '', headers: flat(answer.headers) }
  const isFile = ask.takes === 'file' && heard.status >= 200 && heard.status <= 299
  if (isFile) return { ...heard, content: await kept(turn, answer, heard.headers) }
  return { ...heard, text: await turn.context.helpers.binaryToString(answer.body) }
}

async function answered({ context, access }: Turn, ask: Ask<string>, body?: object): Promise<Answer> {
  const options = { ...optionsFor(access, ask), ...(body && { body }) }
  const answer = ask.isOurs
    ? await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options)
    : await context.helpers.httpRequest(options)
  return answer as Answer
}

/**
 * A server that refuses an upload need not wait for all of it, and what it said is lost with the connection then. It says
 * it again to a form without files, which uploads nothing.
 */
async function reasonOf(turn: Turn, ask: Ask<string>, broken: unknown): Promise<Answer> {
  if (ask.files === undefined) throw broken
  const form = new URLSearchParams()
  const answer = await answered(turn, ask, form).catch(() => undefined)
  if (answer === undefined || !REFUSALS.includes(answer.statusCode)) throw broken
  return answer
}

/** What is said of the caller or the place, whatever is uploaded. */
const REFUSALS = [401, 403, 404, 410, 429]

function optionsFor({ verifySsl, httpProxy = '' }: Access, { method, url, takes }: Ask<string>): IHttpRequestOptions {
  const proxy = proxyAt(httpProxy)
  return {
    method,
    url,
    // What is compressed on its way would be told with other headers by n8n than by the other carriers.
    headers: { accept: takes === 'file' ? '*/*' : 'application/json', 'accept-encoding': 'identity' },
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    skipSslCertificateValidation: verifySsl === false,
    ...(proxy && { proxy }),
  }
}

async function opened({ context, item }: Turn, { file_name, file }: GivenFile<string>): Promise<GivenFile<Sized>> {
  const { helpers } = context
  const { id } = helpers.assertBinaryData(item, file)
  if (id === undefined) {
    const content = await helpers.getBinaryDataBuffer(item, file)
    return { file_name, file: { size: content.length, chunks: read(async () => [content]) } }
  }
  const { fileSize } = await helpers.getBinaryMetadata(id)
  return { file_name, file: { size: fileSize, chunks: read(() => helpers.getBinaryStream(id)) } }
}

/** Nothing is opened before it is its turn. */
async function* read(open: () => Promise<AsyncIterable<Uint8Array> | Uint8Array[]>): AsyncGenerator<Uint8Array> {
  yield* await open()
}

function kept(
  { context, filename }: Turn,
  { body }: Answer,
  headers: Readonly<Record<string, string>>,
): Promise<IBinaryData> {
  const name = nameIn(headers['content-disposition'] ?? '') ?? filename
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim()
  // That type says nothing: n8n goes by the name of the file then.
  const isTelling = type !== '' && type !== 'application/octet-stream'
  return context.helpers.prepareBinaryData(body, name, isTelling ? type : undefined)
}

const flat = (headers: Answer['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().map(String).join(', ')]),
  )
