/** How the caller proved who it is; the names are those of the `X-Credential-Type` header. */
export type CredentialKind = 'api_token' | 'apppassword'

export interface Credential {
  uuid: string
  kind: CredentialKind
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
  credential: Credential
}

/** Who makes a request; nobody in particular when no credential came with it. */
export type Actor = Known | undefined
