import { after, before, test } from 'node:test'
import { perform } from './core/perform.ts'
import type { Arriving } from './node/arriving.ts'
import { sendOver } from './node/send.ts'
import { agrees, type Carrier, type Cloud, openCloud, openPail } from './testing.ts'

const core: Carrier = async (action, inputs, to) => {
  const file = inputs.form_body?.file.map(one => ({ ...one, file: new Blob([new Uint8Array(one.file)]) }))
  const given = { path_parameters: inputs.path_parameters, ...(inputs.parameters && { parameters: inputs.parameters }) }
  const output = await perform(
    action,
    { ...given, ...(file && { form_body: { file } }) },
    { url: to.url, send: sendOver(to) },
  )
  if (!('file' in output)) return output
  const arrived = output.file as { filename: string; file: Arriving }
  return { ...output, file: { ...arrived, file: Buffer.concat(await Array.fromAsync(arrived.file)) } }
}

let [cloud, pail]: [Cloud, Awaited<ReturnType<typeof openPail>>] = [] as never
before(async () => {
  ;[cloud, pail] = await Promise.all([openCloud(), openPail()])
})
after(() => Promise.all([cloud.close(), pail.close()]))

test('the core does what the fixture says against Pail', () => agrees(core, pail))
test('the core does what the fixture says against the recorded cloud', () => agrees(core, cloud))
test('the address of the API is taken with and without its root and a slash', async () => {
  for (const url of [`${cloud.url}/`, `${cloud.url}/2.0`, `${cloud.url}/2.0/`]) await agrees(core, { ...cloud, url })
})
