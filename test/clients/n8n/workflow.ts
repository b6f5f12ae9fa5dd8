import { randomUUID } from 'node:crypto'
import type { Workflow, WorkflowNode } from './session.ts'

const node = (name: string, type: string, parameters: object, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id: randomUUID(),
  name,
  type,
  typeVersion: 1,
  position: [0, 0],
  parameters,
  ...more,
})

/** Starts a workflow by a request, and answers with what its last node gives. */
export const webhook = (path: string, responseData: 'allEntries' | 'firstEntryJson'): WorkflowNode =>
  node(
    'Webhook',
    'n8n-nodes-base.webhook',
    { httpMethod: 'POST', path, responseMode: 'lastNode', responseData, options: {} },
    { typeVersion: 2, webhookId: randomUUID() },
  )

/** One item for each value of a list in what was posted. */
export const splitOut = (field: string): WorkflowNode =>
  node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: field, include: 'noOtherFields', options: {} })

/** The bytes of a binary field as base64 beside what the item has. */
export const inBase64 = (): WorkflowNode =>
  node('Base64', 'n8n-nodes-base.extractFromFile', {
    operation: 'binaryToPropery',
    destinationKey: 'base64',
    options: { keepSource: 'json' },
  })

/** Our node. */
export const downloads = (credential: string, parameters: object, more: Partial<WorkflowNode> = {}): WorkflowNode =>
  node(
    more.name ?? 'Downloads',
    'n8n-nodes-bitbucket-downloads.bitbucketDownloads',
    { resource: 'artifact', ...parameters },
    { credentials: { bitbucketDownloadsApi: { id: credential, name: 'any' } }, ...more },
  )

/** Nodes that follow one another. */
export function inARow(...nodes: WorkflowNode[]): Workflow {
  const pairs = nodes.slice(1).map((to, at) => [nodes[at]!.name, to.name] as const)
  return {
    nodes,
    connections: Object.fromEntries(
      pairs.map(([from, to]) => [from, { main: [[{ node: to, type: 'main' as const, index: 0 }]] }]),
    ),
  }
}
