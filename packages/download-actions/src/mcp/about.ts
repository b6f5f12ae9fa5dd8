import { inputs, outputs } from './schemas.ts'

const reading = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true }
/** Twice is as good as once. */
const changing = { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true }

export const list = {
  title: 'List download artifacts',
  description: 'Lists the files that a repository offers on its downloads page, the newest first.',
  inputSchema: inputs.list,
  outputSchema: outputs.list,
  annotations: reading,
}

/** Where it may be saved, a file comes to be that was not there before. */
export const get = (maySave: boolean) => ({
  title: 'Get download artifact',
  description: 'Gets the content of a file, into a file of this machine or as base64 of at most 10 MB.',
  inputSchema: inputs.get,
  outputSchema: outputs.get,
  annotations: { ...reading, readOnlyHint: !maySave },
})

export const upload = {
  title: 'Upload download artifacts',
  description: 'Uploads files, each in the place of the one that has its name; from base64 or from this machine.',
  inputSchema: inputs.upload,
  outputSchema: outputs.upload,
  annotations: changing,
}

export const remove = {
  title: 'Delete download artifact',
  description: 'Deletes a file from the downloads page of a repository.',
  inputSchema: inputs.delete,
  outputSchema: outputs.delete,
  annotations: changing,
}
