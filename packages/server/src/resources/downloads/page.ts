import { randomUUID } from 'node:crypto'
import { NotFound } from '@pail/failures'
import type { PublicPage } from '../../kernel/page.ts'
import { sendBytes } from '../../kernel/send.ts'
import { sendBlob } from '../../kernel/send-blob.ts'
import { givenBy } from './address.ts'
import * as store from './store.ts'

/** Where the redirect of a download leads. The address is the permission; its last part only names the file for tools. */
export const pages: readonly PublicPage[] = [
  {
    path: '/pail/files/:address/:name',
    async answer(request, { address = '' }, forge) {
      const file = await store.seekGiven(forge.database.reader, givenBy(forge, address))
      if (!file) throw new NotFound('The file is not offered any more.')
      const to = { request, id: randomUUID(), actor: undefined, operation: undefined }
      return sendBytes(to, await sendBlob(forge, file, request))
    },
  },
]
