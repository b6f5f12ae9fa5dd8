import type { ActionName } from '../core/action.ts'
import type { Inputs } from '../core/inputs.ts'
import { Misused } from '../core/misused.ts'
import type { GetOutput, Output } from '../core/outputs.ts'
import { perform } from '../core/perform.ts'
import { Refused } from '../core/refused.ts'
import type { Arriving } from '../node/arriving.ts'
import { encoded } from '../node/base64.ts'
import { CLOUD, type Configuration } from '../node/connection.ts'
import { sendOver } from '../node/send.ts'
import { Spool } from '../node/spool.ts'
import { type Document, readDocument } from './document.ts'
import { type Files, filesOf } from './files.ts'

/** Where a document comes from, and where the output goes. */
export interface Lines {
  input: AsyncIterable<Uint8Array | string>
  write(text: string): Promise<void>
  env: NodeJS.ProcessEnv
  signal?: AbortSignal
}

const SET_OUTPUT = '::set-output '

/**
 * Does an action as Turbine has it done: configuration and inputs come as one JSON object, and what came of it is told in
 * one line. That of a refusal tells of it before the refusal is thrown.
 */
export async function turbine(action: ActionName, { input, write, env, signal }: Lines): Promise<void> {
  const spool = new Spool()
  try {
    const document = await readDocument(input, spool)
    const files = filesOf(env, document, spool)
    const given = objectIn(document)
    const configuration = configurationIn(given)
    const target = { url: configuration.url, send: sendOver(configuration, { signal }) }
    const output = await perform(action, await inputsIn(given, files), target)
    if ('file' in output) await tellWithFile(output as GetOutput<Arriving>, { files, spool, write })
    else await tell(output, write)
  } catch (error) {
    if (error instanceof Refused) await tell(error.output, write)
    throw error
  } finally {
    await spool.close()
  }
}

const tell = (output: Output, write: Lines['write']) => write(`${SET_OUTPUT}${JSON.stringify(output)}\n`)

/** The file is here in full before the line begins, so that none breaks off. */
async function tellWithFile(
  output: GetOutput<Arriving>,
  { files, spool, write }: { files: Files; spool: Spool; write: Lines['write'] },
): Promise<void> {
  const { file, ...rest } = output
  const content = await spool.keep(file.file).finally(() => file.file.cancel())
  const reference = await files.hand(content, file.filename)
  if (reference !== undefined) return tell({ ...rest, file: { ...file, file: reference } } as Output, write)
  const line = JSON.stringify({ ...rest, file: { filename: file.filename, file: '' } })
  await write(`${SET_OUTPUT}${line.slice(0, -'"}}'.length)}`)
  for await (const text of encoded(content.stream())) await write(text)
  await write('"}}\n')
}

function objectIn({ value }: Document): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Misused('Standard input holds no JSON object')
  return value as Record<string, unknown>
}

function configurationIn(given: Record<string, unknown>): Configuration {
  const text = (name: string) => {
    const value = given[name] ?? undefined
    if (value !== undefined && typeof value !== 'string') throw new Misused(`${name} is a string`)
    return value === '' ? undefined : value
  }
  return {
    url: text('url') ?? CLOUD,
    token: text('token') ?? text('password'),
    username: text('username') ?? text('email'),
    verify_ssl: String(given.verify_ssl ?? true).toLowerCase() !== 'false',
    http_proxy: text('http_proxy'),
  }
}

async function inputsIn(given: Record<string, unknown>, files: Files): Promise<Inputs<Blob>> {
  const { path_parameters, parameters, form_body } = given as unknown as Inputs<unknown>
  const offered = form_body?.file === undefined ? [] : [form_body.file].flat()
  const file = await Promise.all(
    offered.map(async (one, at) => {
      const name = `form_body.file[${at}].file`
      if (typeof one?.file !== 'string') throw new Misused(`${name} is missing`)
      return { file_name: one.file_name, file: await files.bring(one.file, name) }
    }),
  )
  return {
    path_parameters,
    ...(parameters && { parameters }),
    ...(file.length > 0 && { form_body: { file } }),
  }
}
