import { ADMIN_TOKEN } from './server.ts'

/**
 * Calls a server as its administrator: a method and a path, such as `PUT /pail/1/user/password`. Answers with the
 * document, undefined where there is none; what is refused is an error.
 */
// biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what is answered
export async function asAdmin(origin: string, call: string, body?: object): Promise<any> {
  const [method = '', path = ''] = call.split(' ')
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
  const answer = await fetch(origin + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${call} answered ${answer.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
