import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { temporary } from '@pail/testkit'
import type { ActionName } from '../core/action.ts'
import type { Inputs } from '../core/inputs.ts'
import type { GetOutput, Output } from '../core/outputs.ts'
import type { Carrier } from '../testing.ts'
import { turbine } from '../turbine/turbine.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** What a use of the command printed, and how it ended. */
export interface Ended {
  code: number
  out: string
  said: string
}

/** The command as its users start it, with nothing of our own environment. */
export function command(
  args: readonly string[],
  to: { url: string; token: string },
  cwd = temporary(),
): Promise<Ended> {
  const env = { PATH: process.env.PATH, BITBUCKET_URL: to.url, BITBUCKET_TOKEN: to.token }
  return new Promise(resolve => {
    const child = execFile(process.execPath, [MAIN, ...args], { env, cwd, encoding: 'utf8' }, (error, out, said) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, said }),
    )
    child.stdin?.end()
  })
}

/** The command with its flags. */
export const byCommand: Carrier = async (action, { path_parameters: at, parameters = {}, form_body: form }, to) => {
  const folder = temporary()
  const files = form?.file ?? []
  for (const { file_name, file } of files) writeFileSync(join(folder, file_name), file)
  const { all_pages: isAll, ...query } = parameters
  const saved = join(folder, 'saved')
  const { code, out, said } = await command(
    [
      action,
      `${at.workspace}/${at.repo_slug}`,
      ...(at.filename === undefined ? [] : [at.filename]),
      ...files.flatMap(({ file_name }) => ['--file', file_name]),
      ...Object.entries(query).map(([name, value]) => `--${name}=${value}`),
      ...(isAll ? ['--all'] : []),
      ...(action.startsWith('get') ? ['--output', saved] : []),
      '--json',
    ],
    to,
    folder,
  )
  if (code !== 0) throw new Error(said)
  const output = JSON.parse(out) as Output
  return 'file' in output ? withContent(output as GetOutput<string>, readFileSync(saved)) : output
}

const withContent = (output: GetOutput<string>, file: Uint8Array): GetOutput<Uint8Array> => ({
  ...output,
  file: { filename: output.file.filename, file },
})

const inBase64 = ({ form_body: form, ...rest }: Inputs<Uint8Array>): Inputs<string> => ({
  ...rest,
  ...(form && {
    form_body: { file: form.file.map(one => ({ ...one, file: Buffer.from(one.file).toString('base64') })) },
  }),
})

/** The command with an object on its standard input, in this process. */
export const byTurbine: Carrier = async (action, inputs, to) => {
  const output = await setOutput(action, { ...to, ...inBase64(inputs) })
  const content = (output as Partial<GetOutput<string>>).file?.file
  return content === undefined ? output : withContent(output as GetOutput<string>, Buffer.from(content, 'base64'))
}

/** What the one line that is printed says. */
export async function setOutput(action: ActionName, given: unknown, env: NodeJS.ProcessEnv = {}): Promise<Output> {
  const lines: string[] = []
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  const write = async (line: string) => void lines.push(line)
  await turbine(action, { input: inPieces(text), write, env })
  const [, json = ''] = /^::set-output (.*)\n$/.exec(lines.join('')) ?? []
  return JSON.parse(json) as Output
}

/** Cut where no reader would like it. */
async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text)
  for (let at = 0, size = 1; at < all.length; at += size, size = (size * 3) % 40_009) yield all.subarray(at, at + size)
}

/** A real client of the Model Context Protocol, speaking with the command. */
export async function openTools(to: { url: string; token: string }, root?: string): Promise<Client> {
  const client = new Client({ name: 'tests', version: '1.0.0' })
  const env = { PATH: process.env.PATH ?? '', BITBUCKET_URL: to.url, BITBUCKET_TOKEN: to.token }
  const args = [MAIN, 'mcp', ...(root === undefined ? [] : ['--root', root])]
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }))
  return client
}

/** The tools, by a client for each credential. */
export function toolsOf(clients: Map<string, Client>): Carrier {
  return async (action, inputs, to) => {
    const key = `${to.url} ${to.token}`
    const client = clients.get(key) ?? (await openTools(to))
    clients.set(key, client)
    const { path_parameters, parameters, form_body = { file: [] } } = inBase64(inputs)
    const more = action.startsWith('upload') ? { form_body } : parameters && { parameters }
    const result = await client.callTool({ name: action, arguments: { path_parameters, ...more } })
    const [{ text = '' } = {}] = result.content as { text?: string }[]
    if (result.isError) throw new Error(text)
    const output = result.structuredContent as unknown as Output
    if (!('file' in output)) return output
    return withContent(output as GetOutput<string>, Buffer.from((output as GetOutput<string>).file.file, 'base64'))
  }
}
