import { nameIn } from '@pail/client'
import type { ActionName } from './action.ts'
import type { Ask, Heard, Send } from './exchange.ts'
import { addressOf, filesIn } from './given.ts'
import type { Inputs } from './inputs.ts'
import { listed } from './list.ts'
import { told } from './output.ts'
import type { DeleteOutput, GetOutput, ListOutput, OutputOf, UploadOutput } from './outputs.ts'
import { refusalIn } from './refused.ts'

/** A server, and how it is spoken to. */
export interface Target<Sent, Taken> {
  /** A host or an API root, with or without a slash behind. */
  url: string
  send: Send<Sent, Taken>
}

/**
 * Does one of the four actions. Throws `Misused` for inputs that cannot be meant, `Refused` for what the server refuses,
 * and whatever `send` throws.
 */
export async function perform<Name extends ActionName, Sent, Taken>(
  action: Name,
  inputs: Inputs<Sent>,
  target: Target<Sent, Taken>,
): Promise<OutputOf<Name, Taken>> {
  return (await VERBS[action](inputs as Inputs<unknown>, target as Target<unknown, unknown>)) as OutputOf<Name, Taken>
}

const VERBS: Record<ActionName, (inputs: Inputs<unknown>, target: Target<unknown, unknown>) => Promise<unknown>> = {
  list_download_artifacts: list,
  get_download_artifact_link: get,
  upload_download_artifact: upload,
  delete_download_artifact: remove,
}

async function list(inputs: Inputs<unknown>, target: Target<unknown, unknown>): Promise<ListOutput> {
  const address = addressOf(target.url, inputs)
  return listed(address, inputs.parameters ?? {}, url => sent(target, { method: 'GET', url }))
}

async function get(inputs: Inputs<unknown>, target: Target<unknown, unknown>): Promise<GetOutput<unknown>> {
  const name = inputs.path_parameters.filename ?? ''
  const heard = await sent(target, { method: 'GET', url: addressOf(target.url, inputs, 'filename'), takes: 'file' })
  const filename = printable(nameIn(heard.headers['content-disposition'] ?? '') ?? name)
  return { ...told(heard), file: { filename, file: heard.content } }
}

async function upload(inputs: Inputs<unknown>, target: Target<unknown, unknown>): Promise<UploadOutput> {
  const files = filesIn(inputs)
  return told(await sent(target, { method: 'POST', url: addressOf(target.url, inputs), files }))
}

async function remove(inputs: Inputs<unknown>, target: Target<unknown, unknown>): Promise<DeleteOutput> {
  const heard = await sent(target, { method: 'DELETE', url: addressOf(target.url, inputs, 'filename') })
  return { ...told(heard), response_text: heard.text ?? '' }
}

async function sent(
  { send }: Target<unknown, unknown>,
  ask: Pick<Ask<unknown>, 'method' | 'url'> & Partial<Ask<unknown>>,
): Promise<Heard<unknown>> {
  const heard = await send({ isOurs: true, takes: 'text', ...ask })
  if (heard.status < 200 || heard.status > 299) throw await refusalIn(heard, ask)
  return heard
}

/** Whoever shows a name shows no more than one line. */
const printable = (name: string): string => name.replaceAll(/\p{Cc}/gu, '_')
