import type { ActionName } from '../core/action.ts'
import type { Inputs } from '../core/inputs.ts'
import type { GetOutput, OutputOf } from '../core/outputs.ts'
import { perform } from '../core/perform.ts'
import type { Arriving } from '../node/arriving.ts'
import type { Configuration } from '../node/connection.ts'
import { sendOver } from '../node/send.ts'

type Taken<Name extends ActionName> = OutputOf<Name, Uint8Array>

/** Does an action through the core and Node's transport, with contents as bytes. */
export async function act<Name extends ActionName>(
  action: Name,
  inputs: Inputs<Uint8Array>,
  to: Configuration,
): Promise<Taken<Name>> {
  const { form_body: form, ...rest } = inputs
  const file = form?.file.map(one => ({ ...one, file: new Blob([new Uint8Array(one.file)]) }))
  const given = { ...rest, ...(file && { form_body: { file } }) }
  const output = await perform(action, given, { url: to.url, send: sendOver(to) })
  if (!('file' in output)) return output as unknown as Taken<Name>
  const { file: arrived } = output as GetOutput<Arriving>
  return {
    ...output,
    file: { ...arrived, file: Buffer.concat(await Array.fromAsync(arrived.file)) },
  } as unknown as Taken<Name>
}
