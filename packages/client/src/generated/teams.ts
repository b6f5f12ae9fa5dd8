// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { Project, Repository, TeamProfile, UserProfile } from './schemas.ts'

export const teams = (core: Core) => ({
  /**
   * List the teams of the caller. `GET /2.0/teams`
   * @deprecated
   */
  list: (at: { role?: 'admin' | 'contributor' | 'member' | undefined } & Listed = {}) =>
    core.list<TeamProfile>('/2.0/teams', at),
  /**
   * Show a team. `GET /2.0/teams/{username}`
   * @deprecated
   */
  get: (at: { username: string } & Shown) =>
    core.send<TeamProfile>('GET', '/2.0/teams/{username}', at),
  members: {
    /**
     * List the members of a team, for those who are members. `GET /2.0/teams/{username}/members`
     * @deprecated
     */
    list: (at: { username: string } & Listed) =>
      core.list<UserProfile>('/2.0/teams/{username}/members', at),
  },
  projects: {
    /**
     * List the projects of a workspace that the caller may see. `GET /2.0/teams/{username}/projects`
     * @deprecated
     */
    list: (at: { username: string } & Filtered) =>
      core.list<Project>('/2.0/teams/{username}/projects', at),
  },
  repositories: {
    /**
     * List the repositories of a workspace, as older clients ask for them. `GET /2.0/teams/{username}/repositories`
     * @deprecated
     */
    list: (at: { username: string; role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined } & Filtered) =>
      core.list<Repository>('/2.0/teams/{username}/repositories', at),
  },
})
