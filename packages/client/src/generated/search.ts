// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { FoundPerson, FoundPullrequest, FoundRepository, SearchReindex, SearchResultPage, SearchState } from './schemas.ts'

export const search = (core: Core) => ({
  code: {
    /**
     * Search the code in the repositories of a workspace. `GET /2.0/workspaces/{workspace}/search/code`
     * @deprecated
     */
    workspace: (at: { workspace: string; search_query: string; page?: number | undefined; pagelen?: number | undefined; match?: 'terms' | 'substring' | 'regex' | 'symbols' | undefined; case_sensitive?: boolean | undefined; branch?: string | undefined; forks?: 'all' | undefined } & Shown) =>
      core.send<SearchResultPage>('GET', '/2.0/workspaces/{workspace}/search/code', at),
    /**
     * Search the code in the repositories of a team. `GET /2.0/teams/{username}/search/code`
     * @deprecated
     */
    team: (at: { username: string; search_query: string; page?: number | undefined; pagelen?: number | undefined; match?: 'terms' | 'substring' | 'regex' | 'symbols' | undefined; case_sensitive?: boolean | undefined; branch?: string | undefined; forks?: 'all' | undefined } & Shown) =>
      core.send<SearchResultPage>('GET', '/2.0/teams/{username}/search/code', at),
    /**
     * Search the code in the repositories of a user. `GET /2.0/users/{selected_user}/search/code`
     * @deprecated
     */
    user: (at: { selected_user: string; search_query: string; page?: number | undefined; pagelen?: number | undefined; match?: 'terms' | 'substring' | 'regex' | 'symbols' | undefined; case_sensitive?: boolean | undefined; branch?: string | undefined; forks?: 'all' | undefined } & Shown) =>
      core.send<SearchResultPage>('GET', '/2.0/users/{selected_user}/search/code', at),
  },
  index: {
    /** Show how much of the code can be searched. `GET /pail/1/search` */
    get: (at: Shown = {}) =>
      core.send<SearchState>('GET', '/pail/1/search', at),
    /** Build the search index anew, of one repository or of all. `POST /pail/1/search/reindex` */
    reindex: (at: Shown = {}, body: {
      repository?: string | undefined
    } = {}) =>
      core.send<SearchReindex>('POST', '/pail/1/search/reindex', at, body),
    /** Show how far building the search index anew is. `GET /pail/1/search/reindex` */
    getProgress: (at: { repository?: string | undefined } & Shown = {}) =>
      core.send<SearchReindex>('GET', '/pail/1/search/reindex', at),
  },
  /** Find repositories by name, description, project or language, those first that fit best; 200 at most. `GET /pail/1/search/repositories` */
  repositories: (at: { query?: string | undefined; workspace?: string | undefined; project?: string | undefined; role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined; language?: string | undefined } & Listed = {}) =>
    core.list<FoundRepository>('/pail/1/search/repositories', at),
  /** Find pull requests by title, number, branch, author or description, those first that fit best; 200 at most. `GET /pail/1/search/pullrequests` */
  pullrequests: (at: { query?: string | undefined; workspace?: string | undefined; project?: string | undefined; repository?: string | undefined; state?: string[] | undefined; author?: string | undefined; reviewer?: string | undefined; source?: string | undefined; destination?: string | undefined } & Listed = {}) =>
    core.list<FoundPullrequest>('/pail/1/search/pullrequests', at),
  /** Find the people of one’s workspaces by name, those first that fit best; administrators find all, by address too. `GET /pail/1/search/people` */
  people: (at: { query?: string | undefined; workspace?: string | undefined; repository?: string | undefined } & Listed = {}) =>
    core.list<FoundPerson>('/pail/1/search/people', at),
})
