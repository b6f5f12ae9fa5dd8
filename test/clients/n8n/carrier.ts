import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Carrier } from '@pail/download-actions/testing'
import type { Access, Session } from './session.ts'
import { downloads, inARow, inBase64, webhook } from './workflow.ts'

type Inputs = Parameters<Carrier>[1]

/** Every parameter as what was posted says. */
const BY_BODY = {
  operation: '={{ $json.body.operation }}',
  workspace: '={{ $json.body.workspace }}',
  repoSlug: '={{ $json.body.repo_slug }}',
  filename: '={{ $json.body.filename }}',
  inputFields: '={{ $json.body.fields }}',
  returnAll: '={{ $json.body.all_pages === "true" }}',
  limit: '={{ Number($json.body.pagelen || 50) }}',
  options: { pagelen: '={{ Number($json.body.pagelen || 100) }}' },
}

/** A workflow that is started by requests to a path. */
interface Started {
  id: string
  path: string
}

/** The node in a workflow of a real n8n, which a request starts and whose last item answers it. */
export function n8nCarrier(session: Session, how: Omit<Access, 'url' | 'token'> = {}): Carrier {
  const workflows = new Map<string, Promise<Started>>()
  return async (action, inputs, { url, token }) => {
    const isGet = action === 'get_download_artifact_link'
    const key = JSON.stringify([url, token, isGet])
    const made = workflows.get(key) ?? workflowFor(session, { url, token, ...how }, isGet)
    workflows.set(key, made)
    const { id, path } = await made
    const answer = await fetch(`${session.origin}/webhook/${path}`, { method: 'POST', body: form(action, inputs) })
    if (!answer.ok) throw await failureOf(session, id, token)
    const { base64 = '', ...output } = (await answer.json()) as Awaited<ReturnType<Carrier>> & { base64?: string }
    if (!isGet) return output
    const { file } = output as { file?: object }
    return { ...output, file: { ...file, file: new Uint8Array(Buffer.from(base64, 'base64')) } } as typeof output
  }
}

/** What the node failed of. The token is no part of what n8n keeps of an execution. */
async function failureOf(session: Session, id: string, token: string): Promise<Error> {
  const run = await session.lastRun(id)
  assert.equal(token.length > 8 && JSON.stringify(run).includes(token), false, 'the token is kept with the execution')
  return new Error(run.Downloads?.[0]?.error?.message)
}

async function workflowFor(session: Session, access: Access, isGet: boolean): Promise<Started> {
  const credential = await session.credential(access)
  const path = randomUUID()
  const ours = downloads(credential, BY_BODY)
  const id = await session.activate(inARow(webhook(path, 'firstEntryJson'), ours, ...(isGet ? [inBase64()] : [])))
  return { id, path }
}

function form(operation: string, { path_parameters: path, parameters, form_body }: Inputs): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ operation, ...path, ...parameters })) form.set(name, String(value))
  const files = form_body?.file ?? []
  form.set('fields', files.map((_, at) => `file${at}`).join())
  files.forEach(({ file_name, file }, at) => {
    form.set(`file${at}`, new Blob([new Uint8Array(file)]), file_name)
  })
  return form
}
