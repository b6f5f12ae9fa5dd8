import type { GetOutput, ListOutput, Output } from '@pail/download-actions'
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow'

/** How an item is to come out. */
export interface Form {
  item: number
  /** The binary field for what was downloaded. */
  outputField: string
  /** Whether each file of a list becomes an item. */
  isSplit: boolean
}

type Known = Output & Partial<Pick<ListOutput, 'values'>> & Partial<Pick<GetOutput<IBinaryData>, 'file'>>

/** The output of an action as items. A downloaded file is binary data, which `file.file` names. */
export function itemsOf(output: Output, { item, outputField, isSplit }: Form): INodeExecutionData[] {
  const { file, values } = output as Known
  const pairedItem = { item }
  if (file !== undefined) {
    const json = { ...output, file: { filename: file.filename, file: outputField } } as unknown as IDataObject
    return [{ json, binary: { [outputField]: file.file }, pairedItem }]
  }
  if (isSplit && values !== undefined)
    return values.map(value => ({ json: value as unknown as IDataObject, pairedItem }))
  return [{ json: output as unknown as IDataObject, pairedItem }]
}
