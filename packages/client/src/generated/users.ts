// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { ActingUser, Email, EmailConfirmationCode, Person, SecondFactor, Token, User } from './schemas.ts'

export const users = (core: Core) => ({
  tokens: {
    own: {
      /** List the tokens of the caller, without their secrets. `GET /pail/1/user/tokens` */
      list: (at: Listed = {}) =>
        core.list<Token>('/pail/1/user/tokens', at),
      /** Make a token; the answer is the only place that ever shows its secret. `POST /pail/1/user/tokens` */
      create: (at: Shown, body: {
        name: string
        kind?: 'api_token' | 'app_password' | undefined
        scopes: string[]
        expires_on?: string | null | undefined
      }) =>
        core.send<Token>('POST', '/pail/1/user/tokens', at, body),
      /** Show a token, without its secret. `GET /pail/1/user/tokens/{token_uuid}` */
      get: (at: { token_uuid: string } & Shown) =>
        core.send<Token>('GET', '/pail/1/user/tokens/{token_uuid}', at),
      /** Revoke a token; the next request with it is refused. `DELETE /pail/1/user/tokens/{token_uuid}` */
      revoke: (at: { token_uuid: string }) =>
        core.send<void>('DELETE', '/pail/1/user/tokens/{token_uuid}', at),
    },
    user: {
      /** List the tokens of an account, without their secrets. `GET /pail/1/users/{selected_user}/tokens` */
      list: (at: { selected_user: string } & Listed) =>
        core.list<Token>('/pail/1/users/{selected_user}/tokens', at),
      /** Make a token; the answer is the only place that ever shows its secret. `POST /pail/1/users/{selected_user}/tokens` */
      create: (at: { selected_user: string } & Shown, body: {
        name: string
        kind?: 'api_token' | 'app_password' | undefined
        scopes: string[]
        expires_on?: string | null | undefined
      }) =>
        core.send<Token>('POST', '/pail/1/users/{selected_user}/tokens', at, body),
      /** Show a token, without its secret. `GET /pail/1/users/{selected_user}/tokens/{token_uuid}` */
      get: (at: { selected_user: string; token_uuid: string } & Shown) =>
        core.send<Token>('GET', '/pail/1/users/{selected_user}/tokens/{token_uuid}', at),
      /** Revoke a token; the next request with it is refused. `DELETE /pail/1/users/{selected_user}/tokens/{token_uuid}` */
      revoke: (at: { selected_user: string; token_uuid: string }) =>
        core.send<void>('DELETE', '/pail/1/users/{selected_user}/tokens/{token_uuid}', at),
    },
  },
  password: {
    own: {
      /** Set the password with which the caller signs in with a browser; all sessions end. `PUT /pail/1/user/password` */
      set: (at: Record<string, never>, body: {
        password: string
        current_password?: string | undefined
      }) =>
        core.send<void>('PUT', '/pail/1/user/password', at, body),
    },
    user: {
      /** Set the password of an account, as its owner or an administrator; all its sessions end. `PUT /pail/1/users/{selected_user}/password` */
      set: (at: { selected_user: string }, body: {
        password: string
        current_password?: string | undefined
      }) =>
        core.send<void>('PUT', '/pail/1/users/{selected_user}/password', at, body),
    },
  },
  emails: {
    /** List the caller's e-mail addresses. `GET /2.0/user/emails` */
    list: (at: Listed = {}) =>
      core.list<Email>('/2.0/user/emails', at),
    /** Show one of the caller's e-mail addresses. `GET /2.0/user/emails/{email}` */
    get: (at: { email: string } & Shown) =>
      core.send<Email>('GET', '/2.0/user/emails/{email}', at),
    user: {
      /** List the e-mail addresses of an account, those that wait to be confirmed among them. `GET /pail/1/users/{selected_user}/emails` */
      list: (at: { selected_user: string } & Listed) =>
        core.list<Email>('/pail/1/users/{selected_user}/emails', at),
      /** Show one of the e-mail addresses of an account. `GET /pail/1/users/{selected_user}/emails/{email}` */
      get: (at: { selected_user: string; email: string } & Shown) =>
        core.send<Email>('GET', '/pail/1/users/{selected_user}/emails/{email}', at),
      /** Add an e-mail address, which does nothing until it is confirmed; administrators may vouch for it at once. `POST /pail/1/users/{selected_user}/emails` */
      create: (at: { selected_user: string } & Shown, body: {
        email: string
        is_confirmed?: boolean | undefined
      }) =>
        core.send<Email>('POST', '/pail/1/users/{selected_user}/emails', at, body),
      /** Make a confirmed e-mail address the primary one. `PUT /pail/1/users/{selected_user}/emails/{email}` */
      update: (at: { selected_user: string; email: string } & Shown, body: {
        is_primary: true
      }) =>
        core.send<Email>('PUT', '/pail/1/users/{selected_user}/emails/{email}', at, body),
      /** Remove an e-mail address other than the primary one. `DELETE /pail/1/users/{selected_user}/emails/{email}` */
      delete: (at: { selected_user: string; email: string }) =>
        core.send<void>('DELETE', '/pail/1/users/{selected_user}/emails/{email}', at),
      /** Issue the code that confirms an e-mail address, as an administrator who hands it to its owner. `POST /pail/1/users/{selected_user}/emails/{email}/confirmation-code` */
      issueCode: (at: { selected_user: string; email: string } & Shown) =>
        core.send<EmailConfirmationCode>('POST', '/pail/1/users/{selected_user}/emails/{email}/confirmation-code', at),
      /** Confirm an e-mail address by the code that was issued for it. `POST /pail/1/users/{selected_user}/email-confirmation` */
      confirm: (at: { selected_user: string } & Shown, body: {
        code: string
      }) =>
        core.send<Email>('POST', '/pail/1/users/{selected_user}/email-confirmation', at, body),
    },
  },
  /** Show the account that the credential belongs to. `GET /2.0/user` */
  current: (at: Shown = {}) =>
    core.send<User>('GET', '/2.0/user', at),
  /** Show the public profile of an account. `GET /2.0/users/{selected_user}` */
  get: (at: { selected_user: string } & Shown) =>
    core.send<ActingUser>('GET', '/2.0/users/{selected_user}', at),
  /** List all accounts, those suspended and deleted among them. `GET /pail/1/users` */
  list: (at: Filtered = {}) =>
    core.list<Person>('/pail/1/users', at),
  person: {
    /** Show an account to its owner or an administrator. `GET /pail/1/users/{selected_user}` */
    get: (at: { selected_user: string } & Shown) =>
      core.send<Person>('GET', '/pail/1/users/{selected_user}', at),
  },
  secondFactors: {
    own: {
      /** List the caller's second factors of signing in with a browser. `GET /pail/1/user/second-factors` */
      list: (at: Listed = {}) =>
        core.list<SecondFactor>('/pail/1/user/second-factors', at),
      /** Remove a second factor of the caller, with a credential that has every scope. `DELETE /pail/1/user/second-factors/{second_factor}` */
      remove: (at: { second_factor: string }) =>
        core.send<void>('DELETE', '/pail/1/user/second-factors/{second_factor}', at),
    },
    user: {
      /** List the second factors of an account, as its owner or an administrator. `GET /pail/1/users/{selected_user}/second-factors` */
      list: (at: { selected_user: string } & Listed) =>
        core.list<SecondFactor>('/pail/1/users/{selected_user}/second-factors', at),
      /** Remove all second factors and recovery codes of somebody who has lost them, as an administrator. `DELETE /pail/1/users/{selected_user}/second-factors` */
      removeAll: (at: { selected_user: string }) =>
        core.send<void>('DELETE', '/pail/1/users/{selected_user}/second-factors', at),
    },
  },
  /** Make an account, with a workspace of its own where its username is free as a slug. `POST /pail/1/users` */
  create: (at: Shown, body: {
    username: string
    email: string
    display_name?: string | undefined
    is_admin?: boolean | undefined
  }) =>
    core.send<Person>('POST', '/pail/1/users', at, body),
  /** Change a profile or a username, whose addresses lead on, or as an administrator also status and rank. `PUT /pail/1/users/{selected_user}` */
  update: (at: { selected_user: string } & Shown, body: {
    display_name?: string | undefined
    nickname?: string | undefined
    location?: string | null | undefined
    avatar?: string | null | undefined
    username?: string | undefined
    status?: 'active' | 'suspended' | undefined
    is_admin?: boolean | undefined
  } = {}) =>
    core.send<Person>('PUT', '/pail/1/users/{selected_user}', at, body),
  /** Make a former user of an account, as its owner or an administrator; what it made stays. `DELETE /pail/1/users/{selected_user}` */
  delete: (at: { selected_user: string }) =>
    core.send<void>('DELETE', '/pail/1/users/{selected_user}', at),
})
