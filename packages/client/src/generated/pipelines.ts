// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { DeploymentVariable, PipelineVariable } from './schemas.ts'

export const pipelines = (core: Core) => ({
  variables: {
    user: {
      /**
       * List the variables of a user; what is secured comes without its value. `GET /2.0/users/{selected_user}/pipelines_config/variables`
       * @deprecated
       */
      list: (at: { selected_user: string } & Listed) =>
        core.list<PipelineVariable>('/2.0/users/{selected_user}/pipelines_config/variables', at),
      /**
       * Add a variable to a user. `POST /2.0/users/{selected_user}/pipelines_config/variables`
       * @deprecated
       */
      create: (at: { selected_user: string } & Shown, body: {
        key: string
        value?: string | undefined
        secured?: boolean | undefined
      }) =>
        core.send<PipelineVariable>('POST', '/2.0/users/{selected_user}/pipelines_config/variables', at, body),
      /**
       * Change a variable of a user; what is not said stays. `PUT /2.0/users/{selected_user}/pipelines_config/variables/{variable_uuid}`
       * @deprecated
       */
      update: (at: { selected_user: string; variable_uuid: string } & Shown, body: {
        key?: string | undefined
        value?: string | undefined
        secured?: boolean | undefined
      } = {}) =>
        core.send<PipelineVariable>('PUT', '/2.0/users/{selected_user}/pipelines_config/variables/{variable_uuid}', at, body),
      /**
       * Remove a variable from a user. `DELETE /2.0/users/{selected_user}/pipelines_config/variables/{variable_uuid}`
       * @deprecated
       */
      delete: (at: { selected_user: string; variable_uuid: string }) =>
        core.send<void>('DELETE', '/2.0/users/{selected_user}/pipelines_config/variables/{variable_uuid}', at),
      /**
       * Show a variable of a user. `GET /2.0/users/{selected_user}/pipelines_config/variables/{variable_uuid}`
       * @deprecated
       */
      get: (at: { selected_user: string; variable_uuid: string } & Shown) =>
        core.send<PipelineVariable>('GET', '/2.0/users/{selected_user}/pipelines_config/variables/{variable_uuid}', at),
    },
    team: {
      /**
       * List the variables of a team; what is secured comes without its value. `GET /2.0/teams/{username}/pipelines_config/variables`
       * @deprecated
       */
      list: (at: { username: string } & Listed) =>
        core.list<PipelineVariable>('/2.0/teams/{username}/pipelines_config/variables', at),
      /**
       * Add a variable to a team. `POST /2.0/teams/{username}/pipelines_config/variables`
       * @deprecated
       */
      create: (at: { username: string } & Shown, body: {
        key: string
        value?: string | undefined
        secured?: boolean | undefined
      }) =>
        core.send<PipelineVariable>('POST', '/2.0/teams/{username}/pipelines_config/variables', at, body),
      /**
       * Change a variable of a team; what is not said stays. `PUT /2.0/teams/{username}/pipelines_config/variables/{variable_uuid}`
       * @deprecated
       */
      update: (at: { username: string; variable_uuid: string } & Shown, body: {
        key?: string | undefined
        value?: string | undefined
        secured?: boolean | undefined
      } = {}) =>
        core.send<PipelineVariable>('PUT', '/2.0/teams/{username}/pipelines_config/variables/{variable_uuid}', at, body),
      /**
       * Remove a variable from a team. `DELETE /2.0/teams/{username}/pipelines_config/variables/{variable_uuid}`
       * @deprecated
       */
      delete: (at: { username: string; variable_uuid: string }) =>
        core.send<void>('DELETE', '/2.0/teams/{username}/pipelines_config/variables/{variable_uuid}', at),
      /**
       * Show a variable of a team. `GET /2.0/teams/{username}/pipelines_config/variables/{variable_uuid}`
       * @deprecated
       */
      get: (at: { username: string; variable_uuid: string } & Shown) =>
        core.send<PipelineVariable>('GET', '/2.0/teams/{username}/pipelines_config/variables/{variable_uuid}', at),
    },
    workspace: {
      /** List the variables of a workspace; what is secured comes without its value. `GET /2.0/workspaces/{workspace}/pipelines-config/variables` */
      list: (at: { workspace: string } & Listed) =>
        core.list<PipelineVariable>('/2.0/workspaces/{workspace}/pipelines-config/variables', at),
      /** Add a variable to a workspace. `POST /2.0/workspaces/{workspace}/pipelines-config/variables` */
      create: (at: { workspace: string } & Shown, body: {
        key: string
        value?: string | undefined
        secured?: boolean | undefined
      }) =>
        core.send<PipelineVariable>('POST', '/2.0/workspaces/{workspace}/pipelines-config/variables', at, body),
      /** Change a variable of a workspace; what is not said stays. `PUT /2.0/workspaces/{workspace}/pipelines-config/variables/{variable_uuid}` */
      update: (at: { workspace: string; variable_uuid: string } & Shown, body: {
        key?: string | undefined
        value?: string | undefined
        secured?: boolean | undefined
      } = {}) =>
        core.send<PipelineVariable>('PUT', '/2.0/workspaces/{workspace}/pipelines-config/variables/{variable_uuid}', at, body),
      /** Remove a variable from a workspace. `DELETE /2.0/workspaces/{workspace}/pipelines-config/variables/{variable_uuid}` */
      delete: (at: { workspace: string; variable_uuid: string }) =>
        core.send<void>('DELETE', '/2.0/workspaces/{workspace}/pipelines-config/variables/{variable_uuid}', at),
      /** Show a variable of a workspace. `GET /2.0/workspaces/{workspace}/pipelines-config/variables/{variable_uuid}` */
      get: (at: { workspace: string; variable_uuid: string } & Shown) =>
        core.send<PipelineVariable>('GET', '/2.0/workspaces/{workspace}/pipelines-config/variables/{variable_uuid}', at),
    },
    repository: {
      /** List the variables of a repository; what is secured comes without its value. `GET /2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables` */
      list: (at: { workspace: string; repo_slug: string } & Listed) =>
        core.list<PipelineVariable>('/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables', at),
      /** Add a variable to a repository. `POST /2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables` */
      create: (at: { workspace: string; repo_slug: string } & Shown, body: {
        key: string
        value?: string | undefined
        secured?: boolean | undefined
      }) =>
        core.send<PipelineVariable>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables', at, body),
      /** Change a variable of a repository; what is not said stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables/{variable_uuid}` */
      update: (at: { workspace: string; repo_slug: string; variable_uuid: string } & Shown, body: {
        key?: string | undefined
        value?: string | undefined
        secured?: boolean | undefined
      } = {}) =>
        core.send<PipelineVariable>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables/{variable_uuid}', at, body),
      /** Remove a variable from a repository. `DELETE /2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables/{variable_uuid}` */
      delete: (at: { workspace: string; repo_slug: string; variable_uuid: string }) =>
        core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables/{variable_uuid}', at),
      /** Show a variable of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables/{variable_uuid}` */
      get: (at: { workspace: string; repo_slug: string; variable_uuid: string } & Shown) =>
        core.send<PipelineVariable>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables/{variable_uuid}', at),
    },
    environment: {
      /** List the variables of a environment; what is secured comes without its value. `GET /2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables` */
      list: (at: { workspace: string; repo_slug: string; environment_uuid: string } & Listed) =>
        core.list<DeploymentVariable>('/2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables', at),
      /** Add a variable to a environment. `POST /2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables` */
      create: (at: { workspace: string; repo_slug: string; environment_uuid: string } & Shown, body: {
        key: string
        value?: string | undefined
        secured?: boolean | undefined
      }) =>
        core.send<DeploymentVariable>('POST', '/2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables', at, body),
      /** Change a variable of a environment; what is not said stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables/{variable_uuid}` */
      update: (at: { workspace: string; repo_slug: string; environment_uuid: string; variable_uuid: string } & Shown, body: {
        key?: string | undefined
        value?: string | undefined
        secured?: boolean | undefined
      } = {}) =>
        core.send<DeploymentVariable>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables/{variable_uuid}', at, body),
      /** Remove a variable from a environment. `DELETE /2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables/{variable_uuid}` */
      delete: (at: { workspace: string; repo_slug: string; environment_uuid: string; variable_uuid: string }) =>
        core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables/{variable_uuid}', at),
    },
  },
})
