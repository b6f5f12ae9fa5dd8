import { Misused } from '../core/misused.ts'
import { NotSaved } from '../node/save.ts'
import type { Spool } from '../node/spool.ts'
import type { Document } from './document.ts'

/** Where contents come from and go to: a document holds base64, or names of files that whoever runs us keeps. */
export interface Files {
  bring(text: string, name: string): Promise<Blob>
  /** What is said of a content in the output; nothing where the content itself is. */
  hand(content: Blob, name: string): Promise<unknown>
}

/** As the environment says: with `IPC_API_URI` files are kept there and known by their ids. */
export function filesOf(env: NodeJS.ProcessEnv, document: Document, spool: Spool): Files {
  const { IPC_API_URI: address, IPC_API_TOKEN: token = '' } = env
  if (!address) return { bring: document.contentOf, hand: async () => undefined }
  const at = (path: string) => `${address.replace(/\/+$/, '')}${path}?token=${encodeURIComponent(token)}`
  return {
    bring: async (id, name) => {
      const { body } = await asked(`${name}: the file ${id} cannot be fetched`, at(`/files/${encodeURIComponent(id)}`))
      return spool.keep(body ?? new Blob([]).stream())
    },
    hand: async (content, name) => {
      const form = new FormData()
      form.append('files', content, name)
      const answer = await asked('The file cannot be handed over', at('/files'), { method: 'POST', body: form })
      return referenceIn(await answer.json())
    },
  }
}

/** The address holds a token and is told to nobody. */
async function asked(wrong: string, address: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, { ...init, redirect: 'error' }).catch(() => undefined)
  if (answer === undefined) throw new NotSaved(`${wrong}: IPC_API_URI does not answer`)
  if (answer.ok) return answer
  await answer.body?.cancel()
  if (answer.status === 404) throw new Misused(`${wrong}: it is not there`)
  throw new NotSaved(`${wrong}: IPC_API_URI answers ${answer.status}`)
}

function referenceIn(answer: unknown): unknown {
  const [one] = [answer].flat() as { id?: unknown }[]
  return one?.id ?? one
}
