import { Refused } from '@pail/download-actions'
import { type IDataObject, type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow'

/** What n8n shows of a failure: the server's own sentence, or ours about what was given. */
export function failureOf(node: INode, thrown: unknown, itemIndex: number): NodeApiError | NodeOperationError {
  if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) {
    thrown.context.itemIndex = itemIndex
    return thrown
  }
  if (thrown instanceof Refused) {
    const { message, status, output } = thrown
    const description = `The server answered ${status} ${output.reason}.`
    const told = { message, status, ...output } as unknown as JsonObject
    return new NodeApiError(node, told, { message, description, httpCode: String(status), itemIndex })
  }
  return new NodeOperationError(node, thrown instanceof Error ? thrown : String(thrown), { itemIndex })
}

/** What goes on in the place of an item that failed, where the workflow goes on. */
export const toldOf = (thrown: unknown, failure: Error): IDataObject => ({
  error: failure.message,
  ...(thrown instanceof Refused && thrown.output),
})
