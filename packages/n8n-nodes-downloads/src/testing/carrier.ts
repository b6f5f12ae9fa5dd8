import type { Carrier } from '@pail/download-actions/testing'
import type { INodeExecutionData, INodeType } from 'n8n-workflow'
import { contextOf, type Execution } from './context.ts'

/** What comes out of the node. */
export const executed = async (node: INodeType, execution: Execution): Promise<INodeExecutionData[]> =>
  (await node.execute.call(contextOf(execution)))[0]!

/** The node alone as a carrier. Every second file is kept outside of the item, as n8n does with large ones. */
export const carrierOf =
  (node: INodeType): Carrier =>
  async (operation, { path_parameters: at, parameters = {}, form_body }, { url, token }) => {
    const files = form_body?.file ?? []
    const kept = new Map(files.map(({ file }, index) => [`kept${index}`, file]))
    const binary = Object.fromEntries(
      files.map(({ file_name: fileName, file }, index) => [
        `file${index}`,
        index % 2 === 0
          ? { data: Buffer.from(file).toString('base64'), mimeType: 'text/plain', fileName }
          : { data: 'filesystem-v2', id: `kept${index}`, mimeType: 'text/plain', fileName },
      ]),
    )
    const { all_pages: returnAll = false, pagelen: limit = 50 } = parameters
    const list = { returnAll, limit, options: { pagelen: limit } }
    const given = { operation, workspace: at.workspace, repoSlug: at.repo_slug, filename: at.filename, ...list }
    const items = [{ json: {}, binary }]
    const inputFields = Object.keys(binary).join(', ')
    const [done] = await executed(node, { access: { url, token }, parameters: { ...given, inputFields }, items, kept })
    const output = done!.json as never as Awaited<ReturnType<Carrier>> & { file?: { file: string } }
    if (output.file === undefined) return output
    const { data } = done!.binary![output.file.file]!
    return { ...output, file: { ...output.file, file: Buffer.from(data, 'base64') } } as never
  }
