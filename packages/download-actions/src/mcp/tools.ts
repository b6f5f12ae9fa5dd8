import type { z } from 'zod'
import type { GivenFile } from '../core/exchange.ts'
import type { ListParameters } from '../core/inputs.ts'
import { Misused } from '../core/misused.ts'
import { perform, type Target } from '../core/perform.ts'
import type { Arriving } from '../node/arriving.ts'
import { decoded } from '../node/base64.ts'
import { save } from '../node/save.ts'
import { sendOver } from '../node/send.ts'
import { fileAt } from '../node/source.ts'
import type { Root } from './root.ts'
import type { inputs } from './schemas.ts'
import type { Served } from './server.ts'

/** Clients take messages of 10 MiB at most, unless told otherwise. */
const MOST_LETTERS = 10_000_000
const MOST_BYTES = (MOST_LETTERS / 4) * 3

type Given<Name extends keyof typeof inputs> = z.output<(typeof inputs)[Name]>
type Part = Given<'upload'>['form_body']['file'][number]

/** What the tools do, for one call. */
export class Tools {
  readonly #target: Target<Blob, Arriving>
  readonly #root: Root | undefined

  constructor({ configuration, root }: Served, signal: AbortSignal) {
    this.#target = { url: configuration.url, send: sendOver(configuration, { signal }) }
    this.#root = root
  }

  async list({ path_parameters, parameters = {} }: Given<'list'>): Promise<object> {
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
    const inputs = { path_parameters, parameters: Object.fromEntries(given) as ListParameters }
    return perform('list_download_artifacts', inputs, this.#target)
  }

  async get({ path_parameters, output_path: path }: Given<'get'>): Promise<object> {
    const to = path === undefined ? undefined : await this.#allowed().toWrite(path, path_parameters.filename)
    const { file, ...output } = await perform('get_download_artifact_link', { path_parameters }, this.#target)
    const { filename, file: content } = file
    try {
      if (to === undefined)
        return { ...output, file: { filename, file: await asBase64(content, filename), encoding: 'base64' } }
      await save(content, to, false)
      return { ...output, file: { filename, file: to, encoding: 'path' } }
    } finally {
      await content.cancel()
    }
  }

  async upload({ path_parameters, form_body }: Given<'upload'>): Promise<object> {
    const file = await Promise.all(form_body.file.map(part => this.#given(part)))
    return perform('upload_download_artifact', { path_parameters, form_body: { file } }, this.#target)
  }

  async remove({ path_parameters }: Given<'delete'>): Promise<object> {
    return perform('delete_download_artifact', { path_parameters }, this.#target)
  }

  async #given({ file_name, file, path }: Part): Promise<GivenFile<Blob>> {
    if ((file === undefined) === (path === undefined)) throw new Misused(`${file_name} has either a file or a path`)
    if (path !== undefined) return fileAt(await this.#allowed().toRead(path), file_name)
    const content = decoded(within(file!, file_name), file_name)
    return { file_name, file: new Blob([new Uint8Array(content)]) }
  }

  #allowed(): Root {
    if (this.#root === undefined) throw new Misused('No folder is allowed here: the server was started without --root')
    return this.#root
  }
}

async function asBase64(content: Arriving, name: string): Promise<string> {
  if (content.size !== undefined && content.size > MOST_BYTES) throw tooLong(name, 'output_path')
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > MOST_BYTES) throw tooLong(name, 'output_path')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('base64')
}

function within(text: string, name: string): string {
  if (text.length > MOST_LETTERS) throw tooLong(name, 'path')
  return text
}

const tooLong = (name: string, instead: string) =>
  new Misused(
    `${name} is more than 10 MB of base64, which is too much; ${instead} names a file of this machine instead`,
  )
