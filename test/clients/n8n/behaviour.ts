import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Cloud } from '@pail/download-actions/testing'
import type { NodeRun, Session } from './session.ts'
import { downloads, inARow, splitOut, webhook } from './workflow.ts'

/** Names that are asked for, of which the one in the middle is not there. */
const NAMES = ['first.txt', 'missing.txt', 'last.txt']

/** Several items: what belongs to which, what a failure says, and that a workflow can go on after one. */
export async function treatsItems(session: Session, cloud: Cloud): Promise<void> {
  for (const name of [NAMES[0]!, NAMES[2]!]) cloud.files.set(name, new TextEncoder().encode(name))
  const goesOn = await runOf(session, cloud, { onError: 'continueRegularOutput' })
  const items = goesOn.data?.main[0] ?? []
  assert.deepEqual(
    items.map(({ pairedItem, binary, json }) => [pairedItem?.item, Object.keys(binary ?? {}), json.status_code]),
    [
      [0, ['file'], 200],
      [1, [], 404],
      [2, ['file'], 200],
    ],
  )
  assert.match(String(items[1]?.json.error), /missing\.txt was not found/)
  const { error, data } = await runOf(session, cloud, {})
  assert.equal(data, undefined)
  assert.deepEqual([error?.name, error?.httpCode], ['NodeApiError', '404'])
  assert.match(error?.message ?? '', /missing\.txt was not found/)
  assert.match(error?.description ?? '', /answered 404 Not Found/)
}

/** A list whose files are items of their own. */
export async function splitsLists(session: Session, cloud: Cloud): Promise<void> {
  const path = randomUUID()
  const ours = downloads(await session.credential(cloud), {
    operation: 'list',
    ...placeOf(cloud),
    returnAll: true,
    options: { split: true },
  })
  await session.activate(inARow(webhook(path, 'allEntries'), ours))
  const answer = await fetch(`${session.origin}/webhook/${path}`, { method: 'POST' })
  const names = ((await answer.json()) as { name: string }[]).map(({ name }) => name)
  assert.deepEqual(names.sort(), [...cloud.files.keys()].sort())
}

/** What our node did with the three names, told without the token. */
async function runOf(session: Session, cloud: Cloud, more: { onError?: string }): Promise<NodeRun> {
  const path = randomUUID()
  const parameters = {
    operation: 'get',
    ...placeOf(cloud),
    filename: '={{ $json["body.names"] }}',
    outputField: 'file',
  }
  const ours = downloads(await session.credential(cloud), parameters, more)
  const id = await session.activate(inARow(webhook(path, 'allEntries'), splitOut('body.names'), ours))
  const body = JSON.stringify({ names: NAMES })
  await fetch(`${session.origin}/webhook/${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  const run = await session.lastRun(id)
  assert.doesNotMatch(JSON.stringify(run), new RegExp(cloud.token))
  return run.Downloads![0]!
}

const placeOf = ({ workspace, repo_slug }: Cloud) => ({ workspace, repoSlug: repo_slug })
