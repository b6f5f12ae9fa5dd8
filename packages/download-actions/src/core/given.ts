import { rootOf } from '@pail/client'
import type { GivenFile } from './exchange.ts'
import type { Inputs } from './inputs.ts'
import { Misused } from './misused.ts'

/** The address of the files of a repository, or of one file. */
export function addressOf(url: string, inputs: Inputs<unknown>, file?: 'filename'): string {
  return rootIn(url) + pathOf(inputs, file)
}

/** The address of a server, without what may stand at its end. */
export function rootIn(url: string): string {
  try {
    return rootOf(url)
  } catch {
    throw new Misused(`url is no web address`)
  }
}

function pathOf(inputs: Inputs<unknown>, file?: 'filename'): string {
  const [workspace, slug] = [segment(inputs, 'workspace'), segment(inputs, 'repo_slug')]
  const all = `/2.0/repositories/${workspace}/${slug}/downloads`
  return file === undefined ? all : `${all}/${segment(inputs, file)}`
}

function segment(inputs: Inputs<unknown>, name: 'workspace' | 'repo_slug' | 'filename'): string {
  const value: unknown = inputs?.path_parameters?.[name]
  if (typeof value !== 'string' || value === '') throw new Misused(`path_parameters.${name} is missing`)
  // What is left out of addresses on their way would lead to something else.
  if (value === '.' || value === '..') throw new Misused(`path_parameters.${name} is no name: ${value}`)
  return encodeURIComponent(value)
}

/** The files to upload, of which there is at least one; one that is no list is taken as well. */
export function filesIn(inputs: Inputs<unknown>): readonly GivenFile<unknown>[] {
  const files = [inputs.form_body?.file ?? []].flat() as Partial<GivenFile<unknown>>[]
  if (files.length === 0) throw new Misused('form_body.file is missing')
  return files.map((one, at) => {
    if (typeof one?.file_name !== 'string' || one.file_name === '')
      throw new Misused(`form_body.file[${at}].file_name is missing`)
    if (one.file === undefined || one.file === null) throw new Misused(`form_body.file[${at}].file is missing`)
    return { file_name: one.file_name, file: one.file }
  })
}
