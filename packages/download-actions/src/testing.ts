import assert from 'node:assert/strict'
import type { ActionName } from './core/action.ts'
import type { Inputs } from './core/inputs.ts'
import type { GetOutput, ListOutput, Output } from './core/outputs.ts'

export { type Cloud, openCloud, TOKENS } from './testing/cloud.ts'
export { openPail } from './testing/pail.ts'

/** Where a fixture is played: an empty list of files, and tokens for it. */
export interface Place {
  url: string
  /** May read and write. */
  token: string
  /** May read only. */
  reader: string
  workspace: string
  repo_slug: string
}

/** Does an action as one of the carriers does it; contents are given and taken as bytes. Refusals are thrown as errors. */
export type Carrier = (
  action: ActionName,
  inputs: Inputs<Uint8Array>,
  to: { url: string; token: string },
) => Promise<Output>

interface Case {
  says: string
  action: ActionName
  inputs: Inputs<Uint8Array>
  /** What of the output does not depend on the server. */
  expected: object
}

const bytes = (text: string) => new TextEncoder().encode(text)
/** Every byte there is, often enough to come in several pieces. */
export const BINARY = Uint8Array.from({ length: 200_000 }, (_, at) => at % 256)
const FIRST = 'auto_mitigation.txt'
const SECOND = 'ü 日本 & (1) #2?.bin'

/** What each action takes, and what every carrier gives for it; one after the other. */
export function cases({ workspace, repo_slug }: Pick<Place, 'workspace' | 'repo_slug'>): Case[] {
  const at = { workspace, repo_slug }
  return [
    {
      says: 'files are uploaded several at once',
      action: 'upload_download_artifact',
      inputs: {
        path_parameters: at,
        form_body: {
          file: [
            { file_name: FIRST, file: bytes('block 192.0.2.1\n') },
            { file_name: SECOND, file: BINARY },
          ],
        },
      },
      expected: { status_code: 201, reason: 'Created' },
    },
    {
      says: 'a page of files is listed',
      action: 'list_download_artifacts',
      inputs: { path_parameters: at, parameters: { pagelen: 1 } },
      expected: { status_code: 200, reason: 'OK', count: 1, pagelen: 1, size: 2, page: 1, isRepeated: true },
    },
    {
      says: 'all files are listed',
      action: 'list_download_artifacts',
      inputs: { path_parameters: at, parameters: { pagelen: 1, all_pages: true } },
      expected: {
        status_code: 200,
        reason: 'OK',
        count: 2,
        pagelen: 1,
        size: 2,
        page: 1,
        isRepeated: true,
        files: [
          [FIRST, 16],
          [SECOND, BINARY.length],
        ],
      },
    },
    {
      says: 'a file is downloaded',
      action: 'get_download_artifact_link',
      inputs: { path_parameters: { ...at, filename: FIRST } },
      expected: { status_code: 200, reason: 'OK', filename: FIRST, content: [...bytes('block 192.0.2.1\n')] },
    },
    {
      says: 'a file of any bytes with any name is downloaded',
      action: 'get_download_artifact_link',
      inputs: { path_parameters: { ...at, filename: SECOND } },
      expected: { status_code: 200, reason: 'OK', filename: SECOND, content: [...BINARY] },
    },
    ...[FIRST, SECOND].map(filename => ({
      says: `${filename} is deleted`,
      action: 'delete_download_artifact' as const,
      inputs: { path_parameters: { ...at, filename } },
      expected: { status_code: 204, reason: 'No Content', response_text: '' },
    })),
    {
      says: 'an empty list is a list',
      action: 'list_download_artifacts',
      inputs: { path_parameters: at },
      expected: { status_code: 200, reason: 'OK', count: 0, size: 0, page: 1, isRepeated: true, files: [] },
    },
  ]
}

/** What is refused, and what the message says. */
export function refusals({ workspace, repo_slug, reader, token }: Place) {
  const at = { workspace, repo_slug }
  const file = [{ file_name: 'x', file: bytes('x') }]
  const list = { action: 'list_download_artifacts' } as const
  return [
    {
      ...list,
      says: 'a wrong token',
      inputs: { path_parameters: at },
      token: 'a-secret-that-is-nobodys',
      message: /token is not accepted/,
    },
    {
      says: 'a token without the scope to upload',
      action: 'upload_download_artifact',
      inputs: { path_parameters: at, form_body: { file } },
      token: reader,
      message: /lacks repository:write/,
    },
    {
      says: 'a token without the scope to delete',
      action: 'delete_download_artifact',
      inputs: { path_parameters: { ...at, filename: 'x' } },
      token: reader,
      message: /lacks repository:write/,
    },
    {
      ...list,
      says: 'an unknown workspace',
      inputs: { path_parameters: { workspace: 'nobody-is-here', repo_slug } },
      token,
      message: /No workspace|no longer exists/,
    },
    {
      says: 'a file that is not there',
      action: 'get_download_artifact_link',
      inputs: { path_parameters: { ...at, filename: 'missing.txt' } },
      token,
      message: /was not found|no download of this name/,
    },
    {
      says: 'a name that leads elsewhere',
      action: 'get_download_artifact_link',
      inputs: { path_parameters: { ...at, filename: '..' } },
      token,
      message: /path_parameters\.filename/,
    },
    {
      says: 'an upload of nothing',
      action: 'upload_download_artifact',
      inputs: { path_parameters: at },
      token,
      message: /form_body\.file is missing/,
    },
  ] as const satisfies readonly { says: string; action: ActionName; inputs: object; token: string; message: RegExp }[]
}

/** Plays the whole fixture through a carrier. */
export async function agrees(carrier: Carrier, place: Place): Promise<void> {
  for (const { says, action, inputs, expected } of cases(place))
    assert.deepEqual(told(await carrier(action, inputs, place), expected), expected, says)
  for (const { says, action, inputs, token, message } of refusals(place))
    await assert.rejects(
      async () => carrier(action, inputs as Inputs<Uint8Array>, { url: place.url, token }),
      (error: Error) => {
        assert.match(error.message, message, says)
        assert.ok(!`${error.message}${error.stack}${JSON.stringify(error)}`.includes(token), says)
        return true
      },
    )
}

/** As much of an output as a case expects something of; every one has its headers. */
function told(output: Output, expected: object): object {
  assert.equal(typeof output.response_headers, 'object')
  assert.ok(Object.keys(output.response_headers).length > 0)
  const { values = [], json_body: body } = output as Partial<ListOutput>
  const { file } = output as Partial<GetOutput<Uint8Array>>
  const all: Record<string, unknown> = {
    ...output,
    count: values.length,
    files: values.map(({ name, size }) => [name, size]).sort(),
    isRepeated: JSON.stringify((body as { values?: unknown })?.values) === JSON.stringify(values),
    filename: file?.filename,
    content: file && [...file.file],
  }
  return Object.fromEntries(Object.keys(expected).map(name => [name, all[name]]))
}
