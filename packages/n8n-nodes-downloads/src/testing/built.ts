import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { temporary } from '@pail/testkit'
import { buildN8nNode } from '../../../../scripts/build-n8n.ts'
import type { BitbucketDownloadsApi } from '../../credentials/BitbucketDownloadsApi.credentials.ts'
import type { BitbucketDownloads } from '../../nodes/BitbucketDownloads/BitbucketDownloads.node.ts'

interface Built {
  folder: string
  node: BitbucketDownloads
  credential: BitbucketDownloadsApi
}

/** The package as it is published, loaded as n8n loads it, beside a sketch of what n8n gives to it. */
export async function built(): Promise<Built> {
  const folder = temporary()
  await buildN8nNode(folder)
  return loaded(folder)
}

/** What of an n8n the package asks for is at `workflow`; without it a sketch. */
export function loaded(folder: string, workflow?: string): Built {
  const n8n = join(folder, 'node_modules', 'n8n-workflow')
  mkdirSync(dirname(n8n), { recursive: true })
  if (workflow === undefined) {
    mkdirSync(n8n)
    writeFileSync(join(n8n, 'index.js'), N8N_WORKFLOW)
  } else symlinkSync(workflow, n8n)
  const load = createRequire(join(folder, 'package.json'))
  const nodes = load('./dist/nodes/BitbucketDownloads/BitbucketDownloads.node.js')
  const credentials = load('./dist/credentials/BitbucketDownloadsApi.credentials.js')
  return { folder, node: new nodes.BitbucketDownloads(), credential: new credentials.BitbucketDownloadsApi() }
}

const N8N_WORKFLOW = `
class Failure extends Error {
  constructor(node, cause, about = {}) {
    super(about.message ?? cause.message ?? cause)
    Object.assign(this, about, { name: new.target.name, node, context: { itemIndex: about.itemIndex } })
  }
}
exports.NodeApiError = class NodeApiError extends Failure {}
exports.NodeOperationError = class NodeOperationError extends Failure {}
exports.NodeConnectionTypes = { Main: 'main' }
`
