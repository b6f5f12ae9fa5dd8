import type { Db } from '../../../db/tables/index.ts'
import type { Consumer } from '../../workspaces/consumers/consumer.ts'
import { seekWithSecret } from '../../workspaces/consumers/store.ts'
import { type Refusal, UNKNOWN_CLIENT } from '../refusal.ts'

interface Shown {
  key: string
  secret: string
}

/** The consumer that proves itself by Basic, or by its key and secret in the form. */
export async function clientOf(
  db: Db,
  header: string | null,
  form: ReadonlyMap<string, string>,
): Promise<Consumer | Refusal> {
  const shown = header === null ? inForm(form) : inHeader(header)
  if (!shown || (form.has('client_id') && form.get('client_id') !== shown.key)) return UNKNOWN_CLIENT
  return (await seekWithSecret(db, shown.key, shown.secret)) ?? UNKNOWN_CLIENT
}

function inForm(form: ReadonlyMap<string, string>): Shown | undefined {
  const [key, secret] = [form.get('client_id'), form.get('client_secret')]
  return key !== undefined && secret !== undefined ? { key, secret } : undefined
}

function inHeader(header: string): Shown | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(header.trim()) ?? []
  const pair = Buffer.from(encoded ?? '', 'base64').toString()
  const colon = pair.indexOf(':')
  return colon < 0 ? undefined : { key: pair.slice(0, colon), secret: pair.slice(colon + 1) }
}
