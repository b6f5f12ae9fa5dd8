import { type Client, type Connection, createClient } from '@pail/client'
import type { Command } from 'commander'
import { Misused } from './failure.ts'

/** What every command that speaks to a server can be told. */
export interface Flags {
  url: string
  token?: string
  json?: boolean
}

/** One command's way to the server. */
export interface Session {
  client: Client
  url: string
  token: string | undefined
  json: boolean
}

/** `more` is said of the way there. */
export function sessionOf(command: Command, more: Pick<Connection, 'fetch'> = {}): Session {
  const { url, token, json = false } = command.optsWithGlobals<Flags>()
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Misused(`${url} is no address such as http://127.0.0.1:7990`)
  return {
    client: createClient({ url, auth: credential(token), retries: 2, ...more }),
    url: new URL(url).origin,
    token,
    json,
  }
}

/** `someone@example.com:secret` is taken as well as the secret alone. */
export function credential(token: string | undefined): string | { username: string; password: string } | undefined {
  const colon = token?.indexOf(':') ?? -1
  return colon < 0 ? token : { username: token!.slice(0, colon), password: token!.slice(colon + 1) }
}

/** The two parts of `workspace/repository`. */
export function repositoryIn(name: string): { workspace: string; repo_slug: string } {
  const [workspace, repo_slug, ...rest] = name.split('/')
  if (!workspace || !repo_slug || rest.length > 0) throw new Misused(`${name} is not of the form workspace/repository`)
  return { workspace, repo_slug }
}
