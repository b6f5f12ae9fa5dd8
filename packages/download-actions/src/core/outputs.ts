import type { Download } from '@pail/client'
import type { ActionName } from './action.ts'

/** What every action gives. */
export interface Output {
  status_code: number
  /** Names in lower case. */
  response_headers: Record<string, string>
  reason: string
}

/** A page of files, its members at the top as well as in `json_body`. */
export interface ListOutput extends Output {
  values: Download[]
  pagelen?: number
  size?: number
  page?: number
  next?: string
  previous?: string
  json_body: object
}

export interface GetOutput<Taken> extends Output {
  file: { filename: string; file: Taken }
}

export type UploadOutput = Output

export interface DeleteOutput extends Output {
  response_text: string
}

export interface Outputs<Taken> {
  list_download_artifacts: ListOutput
  get_download_artifact_link: GetOutput<Taken>
  upload_download_artifact: UploadOutput
  delete_download_artifact: DeleteOutput
}

export type OutputOf<Name extends ActionName, Taken> = Outputs<Taken>[Name]

/** What a refusal gives: the document of the error, or the text that came in its place. */
export interface RefusedOutput extends Output {
  json_body?: object
  response_text?: string
}
