import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Misused } from '@pail/download-actions'
import { actionIn, inputsOf } from '../nodes/BitbucketDownloads/inputs.ts'

const AT = { workspace: ' acme ', repoSlug: '{bc6ba91b-ba02-4abb-9a15-5e5634f82c22}' }
const PATH = { workspace: 'acme', repo_slug: '{bc6ba91b-ba02-4abb-9a15-5e5634f82c22}' }
const reading = (parameters: Record<string, unknown>) => (name: string) => ({ ...AT, ...parameters })[name]
const nameless = () => undefined

test('an operation that is none of the four is refused', () => {
  assert.throws(() => actionIn(reading({ operation: 'rename' })), Misused)
  assert.equal(actionIn(reading({ operation: 'get' })), 'get_download_artifact_link')
})

test('a list is one page as long as the limit, or all pages', () => {
  const list = (parameters: Record<string, unknown>) =>
    inputsOf('list_download_artifacts', reading(parameters), nameless)
  assert.deepEqual(list({ returnAll: false, limit: 5, options: { page: 2, sort: '-name', q: '' } }), {
    path_parameters: PATH,
    parameters: { pagelen: 5, page: 2, sort: '-name' },
  })
  assert.deepEqual(list({ returnAll: true, options: { page: 2, q: 'name ~ "zip"' } }), {
    path_parameters: PATH,
    parameters: { all_pages: true, pagelen: 100, q: 'name ~ "zip"' },
  })
})

test('files are called what their binary fields call them, or as they are to be called', () => {
  const upload = (inputFields: string, uploadOptions: object = {}) =>
    inputsOf('upload_download_artifact', reading({ inputFields, uploadOptions }), field =>
      field === 'plain' ? undefined : `${field}.zip`,
    ).form_body?.file
  assert.deepEqual(upload(''), [])
  assert.deepEqual(upload('data'), [{ file_name: 'data.zip', file: 'data' }])
  assert.deepEqual(upload('data', { fileName: 'other.zip' }), [{ file_name: 'other.zip', file: 'data' }])
  assert.deepEqual(upload('data, plain,', { fileName: 'ignored' }), [
    { file_name: 'data.zip', file: 'data' },
    { file_name: 'plain', file: 'plain' },
  ])
})

test('a file to get or delete is named', () => {
  const inputs = inputsOf('delete_download_artifact', reading({ filename: 'a b.txt' }), nameless)
  assert.deepEqual(inputs, { path_parameters: { ...PATH, filename: 'a b.txt' } })
})
