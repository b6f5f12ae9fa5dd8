import type { UserRow } from '../db/tables/index.ts'

/** How the caller proved who it is; the names are those of the `X-Credential-Type` header. */
export type CredentialKind = 'api_token' | 'apppassword' | 'oauth2' | 'jwt' | 'ssh_key' | 'session' | AccessTokenKind

/** Of tokens that belong to a thing and act for themselves: nobody stands behind them. */
export type AccessTokenKind = 'repo_access_token' | 'project_access_token' | 'workspace_access_token'

export interface Credential {
  uuid: string
  kind: CredentialKind
  /** The OAuth 2 consumer that it was given to. */
  consumer?: string
  /** As they were given. */
  scopes: readonly string[]
  /** With everything they imply. */
  granted: ReadonlySet<string>
}

/** Somebody whose credential was accepted. */
export interface Known {
  uuid: string
  username: string
  displayName: string
  nickname: string
  accountId: string
  isAdmin: boolean
  /** Of a person, unless something else acts here. */
  kind?: UserRow['kind']
  credential: Credential
}

/** Whether a person stands behind the request. */
export const isPerson = ({ kind = 'person', credential }: Known): boolean =>
  kind === 'person' && !credential.kind.endsWith('_access_token')

/** Who makes a request; nobody in particular when no credential came with it. */
export type Actor = Known | undefined
