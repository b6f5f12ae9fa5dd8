import { perform } from '@pail/download-actions'
import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow'
import { artifactFields, artifactOperations } from './ArtifactDescription.ts'
import { type Access, CREDENTIAL, sendFor } from './exchange.ts'
import { failureOf, toldOf } from './failure.ts'
import { actionIn, inputsOf } from './inputs.ts'
import { itemsOf } from './items.ts'

/** Lists, downloads, uploads and deletes the download artifacts of a repository. */
export class BitbucketDownloads implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Bitbucket Downloads',
    name: 'bitbucketDownloads',
    icon: {
      light: 'file:../../icons/bitbucketDownloads.svg',
      dark: 'file:../../icons/bitbucketDownloads.dark.svg',
    },
    group: ['transform'],
    version: 1,
    subtitle: '={{$parameter["operation"].replace(/_/g, " ")}}',
    description: 'List, download, upload and delete the download artifacts of a repository',
    defaults: { name: 'Bitbucket Downloads' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'bitbucketDownloadsApi', required: true }],
    properties: [
      {
        displayName: 'Resource',
        name: 'resource',
        type: 'options',
        noDataExpression: true,
        options: [{ name: 'Download Artifact', value: 'artifact' }],
        default: 'artifact',
      },
      ...artifactOperations,
      ...artifactFields,
    ],
  }

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const done: INodeExecutionData[] = []
    for (let item = 0; item < this.getInputData().length; item++) {
      try {
        done.push(...(await worked(this, item)))
      } catch (thrown) {
        const failure = failureOf(this.getNode(), thrown, item)
        if (!this.continueOnFail()) throw failure
        done.push({ json: toldOf(thrown, failure), pairedItem: { item } })
      }
    }
    return [done]
  }
}

async function worked(context: IExecuteFunctions, item: number): Promise<INodeExecutionData[]> {
  const read = (name: string): unknown => context.getNodeParameter(name, item, null)
  const access = await context.getCredentials<Access>(CREDENTIAL, item)
  const action = actionIn(read)
  const inputs = inputsOf(action, read, field => context.helpers.assertBinaryData(item, field).fileName)
  const filename = inputs.path_parameters.filename ?? ''
  const output = await perform(action, inputs, {
    url: access.url,
    send: sendFor({ context, item, access, filename }),
  })
  const { split = false } = (read('options') ?? {}) as { split?: boolean }
  return itemsOf(output, { item, outputField: String(read('outputField') || 'data'), isSplit: split })
}
