import { authorization } from '@pail/client'
import { Failed } from './failure.ts'
import { type GitCall, git } from './git.ts'
import { credential, type Session } from './session.ts'

export interface Push extends Pick<GitCall, 'cwd' | 'onProgress' | 'signal'> {
  /** `workspace/repository` on our server. */
  to: string
  refspecs: readonly string[]
}

/** Pushes as the caller, who is named in the environment only: other users of the machine see command lines. */
export async function push({ url, token }: Session, { to, refspecs, ...call }: Push): Promise<void> {
  if (!token) throw new Failed('Pushing needs a token. Set PAIL_TOKEN or --token to an API token.')
  const header = `Authorization: ${authorization(credential(token)!)}`
  const authority = process.env.NODE_EXTRA_CA_CERTS
  await git({
    ...call,
    args: ['push', '--progress', '--no-verify', '--no-signed', '--', `${url}/${to}.git`, ...refspecs],
    env: {
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'http:https',
      ...settings([
        [`http.${url}/.extraHeader`, header],
        // No helper is asked, and none is told: this credential is not theirs.
        ['credential.helper', ''],
        ...(authority ? [[`http.${url}/.sslCAInfo`, authority] as const] : []),
      ]),
    },
  })
}

/** Settings as git reads them from its environment. */
function settings(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const named = pairs.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, name] as const,
    [`GIT_CONFIG_VALUE_${at}`, value] as const,
  ])
  return Object.fromEntries([['GIT_CONFIG_COUNT', String(pairs.length)], ...named])
}
