import { type ActionName, actionNamed, type Inputs, type ListParameters } from '@pail/download-actions'

/** What an item has for a parameter of the node. */
export type Read = (name: string) => unknown

/** The action that an item asks for, in full or in short. */
export const actionIn = (read: Read): ActionName => actionNamed(text(read, 'operation'))

/** The parameters of the node as the actions take them. Files are named by the binary fields that hold them. */
export function inputsOf(
  action: ActionName,
  read: Read,
  nameOf: (field: string) => string | undefined,
): Inputs<string> {
  const place = { workspace: text(read, 'workspace'), repo_slug: text(read, 'repoSlug') }
  switch (action) {
    case 'list_download_artifacts':
      return { path_parameters: place, parameters: listed(read) }
    case 'upload_download_artifact':
      return { path_parameters: place, form_body: { file: filesIn(read, nameOf) } }
    default:
      return { path_parameters: { ...place, filename: text(read, 'filename') } }
  }
}

interface ListOptions {
  page?: number
  pagelen?: number
  q?: string
  sort?: string
}

function listed(read: Read): ListParameters {
  const { page, pagelen = LONGEST_PAGE, q, sort } = (read('options') ?? {}) as ListOptions
  const isWhole = read('returnAll') === true
  return {
    ...(isWhole ? { all_pages: true, pagelen } : { pagelen: Number(read('limit')) }),
    ...(page !== undefined && !isWhole && { page }),
    ...(q && { q }),
    ...(sort && { sort }),
  }
}

/** More values no page holds. */
const LONGEST_PAGE = 100

function filesIn(read: Read, nameOf: (field: string) => string | undefined): { file_name: string; file: string }[] {
  const fields = text(read, 'inputFields')
    .split(',')
    .map(field => field.trim())
    .filter(field => field !== '')
  const { fileName } = (read('uploadOptions') ?? {}) as { fileName?: string }
  return fields.map(field => ({
    file_name: (fields.length === 1 && fileName) || nameOf(field) || field,
    file: field,
  }))
}

const text = (read: Read, name: string): string => String(read(name) ?? '').trim()
