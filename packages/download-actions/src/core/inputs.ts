import type { GivenFile } from './exchange.ts'

/** What the actions take, by the names of the connector. */
export interface Inputs<Sent> {
  path_parameters: {
    /** Slug, or uuid in braces. */
    workspace: string
    /** Slug, or uuid in braces. */
    repo_slug: string
    /** To get or delete. */
    filename?: string
  }
  /** Of a list only. */
  parameters?: ListParameters
  /** To upload: at least one. */
  form_body?: { file: readonly GivenFile<Sent>[] }
}

export interface ListParameters {
  page?: number | string
  pagelen?: number
  q?: string
  sort?: string
  fields?: string
  /** Reads every page and gives all values as if they were one. */
  all_pages?: boolean
}
