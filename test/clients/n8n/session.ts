import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What the credential holds. */
export interface Access {
  url: string
  token: string
  username?: string
  verifySsl?: boolean
  httpProxy?: string
}

export interface WorkflowNode {
  id: string
  name: string
  type: string
  typeVersion: number
  position: [number, number]
  parameters: object
  credentials?: object
  webhookId?: string
  onError?: string
}

export interface Workflow {
  nodes: WorkflowNode[]
  connections: Record<string, { main: { node: string; type: 'main'; index: number }[][] }>
}

/** What a node did in an execution. */
export interface NodeRun {
  error?: { name: string; message: string; description?: string; httpCode?: string }
  data?: { main: { json: Record<string, unknown>; pairedItem?: { item: number }; binary?: object }[][] }
}

interface Executions {
  results: { id: string; stoppedAt: string | null }[]
}

/** The owner of an n8n, signed in. */
export class Session {
  readonly origin: string
  readonly #parse: (text: string) => unknown
  #cookie = ''

  /** `modules` is where n8n is installed: executions are written in the way of one of its packages. */
  constructor(origin: string, modules: string) {
    this.origin = origin
    this.#parse = createRequire(join(modules, 'n8n', 'package.json'))('flatted').parse
  }

  async signUp(): Promise<void> {
    const owner = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', password: 'Correct-horse-1' }
    await this.ask('POST', '/owner/setup', owner)
  }

  async credential(data: Access): Promise<string> {
    const { id } = await this.ask<{ id: string }>('POST', '/credentials', about(data))
    return id
  }

  /** What n8n says when its button for it is pressed. */
  async tested(data: Access): Promise<{ status: string; message: string }> {
    const credentials = { id: await this.credential(data), ...about(data) }
    return this.ask('POST', '/credentials/test', { credentials })
  }

  /** Makes a workflow that its webhooks start. */
  async activate(workflow: Workflow): Promise<string> {
    const made = { name: randomUUID(), active: false, settings: { executionOrder: 'v1' }, ...workflow }
    const { id, versionId } = await this.ask<{ id: string; versionId: string }>('POST', '/workflows', made)
    await this.ask('POST', `/workflows/${id}/activate`, { versionId })
    return id
  }

  /** What each node did the last time, once that is over. */
  async lastRun(workflowId: string): Promise<Record<string, NodeRun[]>> {
    const filter = encodeURIComponent(JSON.stringify({ workflowId }))
    for (let attempt = 0; attempt < 100; attempt++) {
      const { results } = await this.ask<Executions>('GET', `/executions?filter=${filter}&limit=1`)
      const [last] = results
      if (last !== undefined && last.stoppedAt !== null) {
        const { data } = await this.ask<{ data: string }>('GET', `/executions/${last.id}`)
        return (this.#parse(data) as { resultData: { runData: Record<string, NodeRun[]> } }).resultData.runData
      }
      await pause(100)
    }
    throw new Error(`workflow ${workflowId} does not end`)
  }

  async ask<T = unknown>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.origin}/rest${path}`, {
      method,
      headers: { cookie: this.#cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`n8n answers ${method} ${path} with ${answer.status}: ${text.slice(0, 500)}`)
    this.#cookie ||= answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return (JSON.parse(text) as { data: T }).data
  }
}

const about = (data: Access) => ({ name: randomUUID(), type: 'bitbucketDownloadsApi', data })
