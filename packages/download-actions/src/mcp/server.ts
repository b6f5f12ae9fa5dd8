import { type CallToolResult, McpServer, type ServerContext } from '@modelcontextprotocol/server'
import about from '../../package.json' with { type: 'json' }
import { Refused } from '../core/refused.ts'
import { type Configuration, masked } from '../node/connection.ts'
import { lineOf } from '../node/line.ts'
import * as tool from './about.ts'
import type { Root } from './root.ts'
import { Tools } from './tools.ts'

/** Whose files, and where files of this machine may be. */
export interface Served {
  configuration: Configuration
  /** Without one no path is taken. */
  root?: Root | undefined
}

/** The four actions as tools. */
export function serverOf(served: Served): McpServer {
  const server = new McpServer(
    { name: 'bitbucket-downloads', version: about.version },
    { instructions: rulesOf(served) },
  )
  const told = teller(served.configuration)
  const tools = ({ mcpReq: { signal } }: ServerContext) => new Tools(served, signal)
  server.registerTool('list_download_artifacts', tool.list, (given, at) => told(() => tools(at).list(given)))
  server.registerTool('get_download_artifact_link', tool.get(served.root !== undefined), (given, at) =>
    told(() => tools(at).get(given)),
  )
  server.registerTool('upload_download_artifact', tool.upload, (given, at) => told(() => tools(at).upload(given)))
  server.registerTool('delete_download_artifact', tool.remove, (given, at) => told(() => tools(at).remove(given)))
  return server
}

const rulesOf = ({ root }: Served): string =>
  root === undefined
    ? 'No folder is allowed, so contents go both ways as base64 of at most 10 MB each.'
    : `Files of this machine are named by paths below ${root.path}; contents go as base64 of at most 10 MB.`

/** Refusals are results that say so, without what is secret; faults of ours are not. */
function teller(configuration: Configuration) {
  return async (act: () => Promise<object>): Promise<CallToolResult> => {
    try {
      const output = await act()
      return { content: [{ type: 'text', text: shown(output) }], structuredContent: output as Record<string, unknown> }
    } catch (error) {
      const line = lineOf(error)
      if (line === undefined) throw error
      const said = error instanceof Refused ? [{ type: 'text' as const, text: JSON.stringify(error.output) }] : []
      return { isError: true, content: [{ type: 'text', text: masked(line, configuration) }, ...said] }
    }
  }
}

/** The output as text; nobody reads base64. */
function shown(output: object): string {
  const hide = (name: string, value: unknown) =>
    name === 'file' && typeof value === 'string' && value.length > 1000 ? `${value.length} letters of base64` : value
  return JSON.stringify(output, hide)
}
