// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { HookEvent, SubjectTypes, WebhookDelivery, WebhookSubscription } from './schemas.ts'

export const webhooks = (core: Core) => ({
  repository: {
    /** List the webhooks of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/hooks` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<WebhookSubscription>('/2.0/repositories/{workspace}/{repo_slug}/hooks', at),
    /** Have an address called at events of a repository. `POST /2.0/repositories/{workspace}/{repo_slug}/hooks` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      url: string
      events: string[]
      description?: string | null | undefined
      active?: boolean | undefined
      secret?: string | null | undefined
      skip_cert_verification?: boolean | undefined
      history_enabled?: boolean | undefined
    }) =>
      core.send<WebhookSubscription>('POST', '/2.0/repositories/{workspace}/{repo_slug}/hooks', at, body),
    /** Show a webhook of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/hooks/{uid}` */
    get: (at: { workspace: string; repo_slug: string; uid: string } & Shown) =>
      core.send<WebhookSubscription>('GET', '/2.0/repositories/{workspace}/{repo_slug}/hooks/{uid}', at),
    /** Change a webhook of a repository; what is left out stays as it is. `PUT /2.0/repositories/{workspace}/{repo_slug}/hooks/{uid}` */
    update: (at: { workspace: string; repo_slug: string; uid: string } & Shown, body: {
      url?: string | undefined
      events?: string[] | undefined
      description?: string | null | undefined
      active?: boolean | undefined
      secret?: string | null | undefined
      skip_cert_verification?: boolean | undefined
      history_enabled?: boolean | undefined
    } = {}) =>
      core.send<WebhookSubscription>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/hooks/{uid}', at, body),
    /** Remove a webhook of a repository, with what waits to be sent to it. `DELETE /2.0/repositories/{workspace}/{repo_slug}/hooks/{uid}` */
    delete: (at: { workspace: string; repo_slug: string; uid: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/hooks/{uid}', at),
    deliveries: {
      /** List what was sent to a webhook in the last days or waits to be, newest first. `GET /pail/1/repositories/{workspace}/{repo_slug}/hooks/{uid}/deliveries` */
      list: (at: { workspace: string; repo_slug: string; uid: string } & Listed) =>
        core.list<WebhookDelivery>('/pail/1/repositories/{workspace}/{repo_slug}/hooks/{uid}/deliveries', at),
      /** Show what was sent to a webhook, and what it answered. `GET /pail/1/repositories/{workspace}/{repo_slug}/hooks/{uid}/deliveries/{delivery_id}` */
      get: (at: { workspace: string; repo_slug: string; uid: string; delivery_id: string } & Shown) =>
        core.send<WebhookDelivery>('GET', '/pail/1/repositories/{workspace}/{repo_slug}/hooks/{uid}/deliveries/{delivery_id}', at),
      /** Send to a webhook once more what was sent to it before, as it was then. `POST /pail/1/repositories/{workspace}/{repo_slug}/hooks/{uid}/deliveries/{delivery_id}/redeliver` */
      redeliver: (at: { workspace: string; repo_slug: string; uid: string; delivery_id: string } & Shown) =>
        core.send<WebhookDelivery>('POST', '/pail/1/repositories/{workspace}/{repo_slug}/hooks/{uid}/deliveries/{delivery_id}/redeliver', at),
    },
  },
  workspace: {
    /** List the webhooks of a workspace. `GET /2.0/workspaces/{workspace}/hooks` */
    list: (at: { workspace: string } & Listed) =>
      core.list<WebhookSubscription>('/2.0/workspaces/{workspace}/hooks', at),
    /** Have an address called at events of a workspace. `POST /2.0/workspaces/{workspace}/hooks` */
    create: (at: { workspace: string } & Shown, body: {
      url: string
      events: string[]
      description?: string | null | undefined
      active?: boolean | undefined
      secret?: string | null | undefined
      skip_cert_verification?: boolean | undefined
      history_enabled?: boolean | undefined
    }) =>
      core.send<WebhookSubscription>('POST', '/2.0/workspaces/{workspace}/hooks', at, body),
    /** Show a webhook of a workspace. `GET /2.0/workspaces/{workspace}/hooks/{uid}` */
    get: (at: { workspace: string; uid: string } & Shown) =>
      core.send<WebhookSubscription>('GET', '/2.0/workspaces/{workspace}/hooks/{uid}', at),
    /** Change a webhook of a workspace; what is left out stays as it is. `PUT /2.0/workspaces/{workspace}/hooks/{uid}` */
    update: (at: { workspace: string; uid: string } & Shown, body: {
      url?: string | undefined
      events?: string[] | undefined
      description?: string | null | undefined
      active?: boolean | undefined
      secret?: string | null | undefined
      skip_cert_verification?: boolean | undefined
      history_enabled?: boolean | undefined
    } = {}) =>
      core.send<WebhookSubscription>('PUT', '/2.0/workspaces/{workspace}/hooks/{uid}', at, body),
    /** Remove a webhook of a workspace, with what waits to be sent to it. `DELETE /2.0/workspaces/{workspace}/hooks/{uid}` */
    delete: (at: { workspace: string; uid: string }) =>
      core.send<void>('DELETE', '/2.0/workspaces/{workspace}/hooks/{uid}', at),
    deliveries: {
      /** List what was sent to a webhook in the last days or waits to be, newest first. `GET /pail/1/workspaces/{workspace}/hooks/{uid}/deliveries` */
      list: (at: { workspace: string; uid: string } & Listed) =>
        core.list<WebhookDelivery>('/pail/1/workspaces/{workspace}/hooks/{uid}/deliveries', at),
      /** Show what was sent to a webhook, and what it answered. `GET /pail/1/workspaces/{workspace}/hooks/{uid}/deliveries/{delivery_id}` */
      get: (at: { workspace: string; uid: string; delivery_id: string } & Shown) =>
        core.send<WebhookDelivery>('GET', '/pail/1/workspaces/{workspace}/hooks/{uid}/deliveries/{delivery_id}', at),
      /** Send to a webhook once more what was sent to it before, as it was then. `POST /pail/1/workspaces/{workspace}/hooks/{uid}/deliveries/{delivery_id}/redeliver` */
      redeliver: (at: { workspace: string; uid: string; delivery_id: string } & Shown) =>
        core.send<WebhookDelivery>('POST', '/pail/1/workspaces/{workspace}/hooks/{uid}/deliveries/{delivery_id}/redeliver', at),
    },
  },
  user: {
    /** List the webhooks of what the caller does. `GET /pail/1/user/hooks` */
    list: (at: Listed = {}) =>
      core.list<WebhookSubscription>('/pail/1/user/hooks', at),
    /** Have an address called at events of what the caller does. `POST /pail/1/user/hooks` */
    create: (at: Shown, body: {
      url: string
      events: string[]
      description?: string | null | undefined
      active?: boolean | undefined
      secret?: string | null | undefined
      skip_cert_verification?: boolean | undefined
      history_enabled?: boolean | undefined
    }) =>
      core.send<WebhookSubscription>('POST', '/pail/1/user/hooks', at, body),
    /** Show a webhook of what the caller does. `GET /pail/1/user/hooks/{uid}` */
    get: (at: { uid: string } & Shown) =>
      core.send<WebhookSubscription>('GET', '/pail/1/user/hooks/{uid}', at),
    /** Change a webhook of what the caller does; what is left out stays as it is. `PUT /pail/1/user/hooks/{uid}` */
    update: (at: { uid: string } & Shown, body: {
      url?: string | undefined
      events?: string[] | undefined
      description?: string | null | undefined
      active?: boolean | undefined
      secret?: string | null | undefined
      skip_cert_verification?: boolean | undefined
      history_enabled?: boolean | undefined
    } = {}) =>
      core.send<WebhookSubscription>('PUT', '/pail/1/user/hooks/{uid}', at, body),
    /** Remove a webhook of what the caller does, with what waits to be sent to it. `DELETE /pail/1/user/hooks/{uid}` */
    delete: (at: { uid: string }) =>
      core.send<void>('DELETE', '/pail/1/user/hooks/{uid}', at),
    deliveries: {
      /** List what was sent to a webhook in the last days or waits to be, newest first. `GET /pail/1/user/hooks/{uid}/deliveries` */
      list: (at: { uid: string } & Listed) =>
        core.list<WebhookDelivery>('/pail/1/user/hooks/{uid}/deliveries', at),
      /** Show what was sent to a webhook, and what it answered. `GET /pail/1/user/hooks/{uid}/deliveries/{delivery_id}` */
      get: (at: { uid: string; delivery_id: string } & Shown) =>
        core.send<WebhookDelivery>('GET', '/pail/1/user/hooks/{uid}/deliveries/{delivery_id}', at),
      /** Send to a webhook once more what was sent to it before, as it was then. `POST /pail/1/user/hooks/{uid}/deliveries/{delivery_id}/redeliver` */
      redeliver: (at: { uid: string; delivery_id: string } & Shown) =>
        core.send<WebhookDelivery>('POST', '/pail/1/user/hooks/{uid}/deliveries/{delivery_id}/redeliver', at),
    },
  },
  subjectTypes: {
    /** Show what webhooks can listen to. `GET /2.0/hook_events` */
    get: (at: Shown = {}) =>
      core.send<SubjectTypes>('GET', '/2.0/hook_events', at),
  },
  events: {
    /** List the events that a webhook on a repository or workspace can be told of. `GET /2.0/hook_events/{subject_type}` */
    list: (at: { subject_type: string } & Listed) =>
      core.list<HookEvent>('/2.0/hook_events/{subject_type}', at),
  },
})
