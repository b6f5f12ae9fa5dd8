/**
 * As much of n8n-workflow as the node is written against, by its structure: n8n's own packages are no part of the
 * workspace. `npm run clients` checks the same sources against the real types.
 */
declare module 'n8n-workflow' {
  import type { Readable } from 'node:stream'

  export interface IDataObject {
    [key: string]: IDataObject | IDataObject[] | string | number | boolean | object | null | undefined
  }
  export interface IBinaryData {
    [key: string]: string | number | undefined
    data: string
    mimeType: string
    fileName?: string
    id?: string
  }
  export interface INode {
    name: string
    type: string
  }
  export interface INodeExecutionData {
    json: IDataObject
    binary?: Record<string, IBinaryData>
    pairedItem?: { item: number }
  }
  export type Themed = { light: `file:${string}.svg`; dark: `file:${string}.svg` }
  export type Icon = `file:${string}` | Themed

  export interface INodeProperties {
    displayName: string
    name: string
    type: 'boolean' | 'collection' | 'number' | 'options' | 'string'
    default: string | number | boolean | object
    description?: string
    placeholder?: string
    hint?: string
    required?: boolean
    noDataExpression?: boolean
    displayOptions?: { show: Record<string, (string | boolean)[]> }
    typeOptions?: { minValue?: number; maxValue?: number; password?: boolean }
    // biome-ignore lint/suspicious/noExplicitAny: choices and nested fields share the name
    options?: any[]
  }

  export interface INodeTypeDescription {
    displayName: string
    name: string
    icon: Icon
    group: 'transform'[]
    version: number
    subtitle: string
    description: string
    defaults: { name: string }
    usableAsTool?: true
    inputs: 'main'[]
    outputs: 'main'[]
    credentials: { name: string; required: boolean }[]
    properties: INodeProperties[]
  }
  export interface INodeType {
    description: INodeTypeDescription
    execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>
  }

  export interface IAuthenticateGeneric {
    type: 'generic'
    properties: { headers: Record<string, string> }
  }
  export interface ICredentialTestRequest {
    request: {
      baseURL: string
      url: string
      skipSslCertificateValidation: string
      proxy?: { host: string; port: number; protocol?: string }
    }
  }
  export interface ICredentialType {
    name: string
    displayName: string
    icon: Icon
    documentationUrl: string
    properties: INodeProperties[]
    authenticate: IAuthenticateGeneric
    test: ICredentialTestRequest
  }

  export interface IHttpRequestOptions {
    url: string
    method: 'GET' | 'POST' | 'DELETE'
    headers: IDataObject
    body?: object
    encoding?: 'stream'
    returnFullResponse?: boolean
    ignoreHttpStatusErrors?: boolean
    disableFollowRedirect?: boolean
    skipSslCertificateValidation?: boolean
    proxy?: { host: string; port: number; protocol?: string; auth?: { username: string; password: string } }
  }
  export interface IExecuteFunctions {
    getInputData(): INodeExecutionData[]
    getNode(): INode
    continueOnFail(): boolean
    getCredentials<T extends object>(type: string, itemIndex?: number): Promise<T>
    getNodeParameter(name: string, itemIndex: number, fallback?: unknown): unknown
    helpers: {
      httpRequest(options: IHttpRequestOptions): Promise<unknown>
      httpRequestWithAuthentication(
        this: IExecuteFunctions,
        type: string,
        options: IHttpRequestOptions,
      ): Promise<unknown>
      assertBinaryData(itemIndex: number, field: string): IBinaryData
      getBinaryDataBuffer(itemIndex: number, field: string): Promise<Buffer>
      getBinaryStream(id: string): Promise<Readable>
      getBinaryMetadata(id: string): Promise<{ fileSize: number }>
      prepareBinaryData(content: Buffer | Readable, fileName?: string, mimeType?: string): Promise<IBinaryData>
      binaryToString(body: Buffer | Readable): Promise<string>
    }
  }

  export type JsonObject = { [key: string]: unknown }
  interface About {
    message?: string
    description?: string
    httpCode?: string
    itemIndex?: number
  }
  export class NodeApiError extends Error {
    constructor(node: INode, response: JsonObject, about?: About)
    description: string | null | undefined
    httpCode: string | null
    context: IDataObject
  }
  export class NodeOperationError extends Error {
    constructor(node: INode, error: Error | string, about?: About)
    description: string | null | undefined
    context: IDataObject
  }
  export const NodeConnectionTypes: { readonly Main: 'main' }
}
