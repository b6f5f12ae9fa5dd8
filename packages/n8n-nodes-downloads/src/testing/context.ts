import { request } from 'node:http'
import { Readable } from 'node:stream'
import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow'

/** An execution as the node sees it. */
export interface Execution {
  access: { url: string; token: string; verifySsl?: boolean; httpProxy?: string }
  parameters: Readonly<Record<string, unknown>>
  items: readonly INodeExecutionData[]
  /** What is kept outside of items, by its id. */
  kept?: ReadonlyMap<string, Uint8Array>
  goesOn?: boolean
  /** Filled with what the node asked for. */
  asked?: IHttpRequestOptions[]
}

/** As much of n8n as the node needs, played over real requests. */
export function contextOf({ access, parameters, items, kept = new Map(), goesOn = false, asked = [] }: Execution) {
  const field = (item: number, name: string): IBinaryData => {
    const found = items[item]?.binary?.[name]
    if (!found) throw new Error(`The item has no binary field '${name}' [item ${item}]`)
    return found
  }
  const send = (options: IHttpRequestOptions, more: object = {}) => {
    asked.push(options)
    return sent({ ...options, headers: { ...options.headers, ...more } })
  }
  const helpers: Omit<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'> = {
    httpRequest: options => send(options),
    assertBinaryData: field,
    getBinaryDataBuffer: async (item, name) => Buffer.from(field(item, name).data, 'base64'),
    getBinaryStream: async id => Readable.from([kept.get(id)]),
    getBinaryMetadata: async id => ({ fileSize: kept.get(id)?.length ?? 0 }),
    prepareBinaryData: async (content, fileName = '', mimeType = 'by its name') => {
      const data = Buffer.concat(await Array.fromAsync(content as Readable)).toString('base64')
      return { data, mimeType, fileName }
    },
    binaryToString: async body => Buffer.concat(await Array.fromAsync(body as Readable)).toString(),
  }
  const context: IExecuteFunctions = {
    getInputData: () => [...items],
    getNode: () => ({ name: 'Downloads', type: 'n8n-nodes-bitbucket-downloads.bitbucketDownloads' }),
    continueOnFail: () => goesOn,
    getCredentials: async <T>() => access as T,
    getNodeParameter: (name, _item, fallback) => parameters[name] ?? fallback,
    helpers: {
      ...helpers,
      httpRequestWithAuthentication: async (_type, options) =>
        send(options, { authorization: `Bearer ${access.token}` }),
    },
  }
  return context
}

function sent({ url, method, headers, body }: IHttpRequestOptions): Promise<unknown> {
  const blob = body instanceof Blob ? body : new Blob(body ? [String(body)] : [])
  const about = body && { 'content-type': blob.type, 'content-length': blob.size }
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers: { ...headers, ...about } as Record<string, string> }, answer => {
      const { statusCode, statusMessage } = answer
      resolve({ statusCode, statusMessage, headers: answer.headers, body: answer })
    })
    Readable.from(blob.stream()).on('error', reject).pipe(asking.on('error', reject))
  })
}
