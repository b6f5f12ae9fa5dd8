/** One link; `name` tells apart several of one relation. */
export interface Link {
  href: string
  name?: string
}

/** Where the caller found the server: what every link in an answer starts with. */
export interface Site {
  /** Such as `http://127.0.0.1:7990`: pages, clone addresses, avatars. */
  web: string
  /** Such as `http://127.0.0.1:7990/2.0`, or with `/!api` in front where the caller came that way. */
  api: string
  /** Host and port of Git over SSH. */
  ssh: string
}

const braced = (uuid: string): string => `%7B${uuid}%7D`
const segment = encodeURIComponent
/** A path or ref name as it stands in an address: its slashes stay. */
export const pathSegments = (path: string): string => path.split('/').map(segment).join('/')

/** Every address that a body may hold, as pure functions; each is checked against the registry by a sweep. */
export const links = {
  user: (at: Site, uuid: string) => `${at.api}/users/${braced(uuid)}`,
  userPage: (at: Site, uuid: string) => `${at.web}/${braced(uuid)}/`,
  userAvatar: (at: Site, uuid: string) => `${at.web}/account/${braced(uuid)}/avatar/`,
  person: (at: Site, uuid: string) => `${at.web}/pail/1/users/${braced(uuid)}`,
  token: (at: Site, user: string | undefined, uuid: string) =>
    `${at.web}/pail/1/${user === undefined ? 'user' : `users/${segment(user)}`}/tokens/${braced(uuid)}`,
  /** Of a repository, project or workspace, by what stands before it in the address. */
  accessToken: (holder: string, uuid: string) => `${holder}/access-tokens/${braced(uuid)}`,
  sshKey: (at: Site, user: string, uuid: string) => `${at.api}/users/${braced(user)}/ssh-keys/${braced(uuid)}`,
  gpgKey: (at: Site, user: string, fingerprint: string) => `${at.api}/users/${braced(user)}/gpg-keys/${fingerprint}`,
  consumer: (at: Site, workspace: string, key: string) => `${at.web}/pail/1/workspaces/${workspace}/consumers/${key}`,
  addon: (at: Site, workspace: string, key: string) =>
    `${at.web}/pail/1/workspaces/${workspace}/addons/${segment(key)}`,
  linker: (at: Site, key: string) => `${at.api}/addon/linkers/${segment(key)}`,
  linkerValues: (at: Site, key: string) => `${at.api}/addon/linkers/${segment(key)}/values`,
  linkerValue: (at: Site, key: string, id: number) => `${at.api}/addon/linkers/${segment(key)}/values/${id}`,
  email: (at: Site, email: string) => `${at.api}/user/emails/${segment(email)}`,
  emailOf: (at: Site, user: string, email: string) => `${at.web}/pail/1/users/${braced(user)}/emails/${segment(email)}`,
  confirmEmail: (at: Site, code: string) => `${at.web}/account/settings/email/?code=${segment(code)}`,

  workspace: (at: Site, slug: string) => `${at.api}/workspaces/${slug}`,
  team: (at: Site, slug: string) => `${at.api}/teams/${slug}`,
  group: (at: Site, slug: string, group: string) => `${at.web}/1.0/groups/${slug}/${group}`,
  workspacePart: (at: Site, slug: string, part: string) => `${at.api}/workspaces/${slug}/${part}`,
  workspacePage: (at: Site, slug: string) => `${at.web}/${slug}/`,
  workspaceAvatar: (at: Site, slug: string) => `${at.web}/workspaces/${slug}/avatar/`,
  workspaceRepositories: (at: Site, slug: string) => `${at.api}/repositories/${slug}`,
  workspaceSnippets: (at: Site, slug: string) => `${at.api}/snippets/${slug}`,
  member: (at: Site, slug: string, uuid: string) => `${at.api}/workspaces/${slug}/members/${braced(uuid)}`,

  project: (at: Site, workspace: string, key: string) => `${at.api}/workspaces/${workspace}/projects/${key}`,
  projectPart: (at: Site, workspace: string, key: string, part: string) =>
    `${at.api}/workspaces/${workspace}/projects/${key}/${part}`,
  projectRestriction: (at: Site, workspace: string, key: string, id: number) =>
    `${at.web}/pail/1/workspaces/${workspace}/projects/${key}/branch-restrictions/${id}`,
  projectPage: (at: Site, workspace: string, key: string) => `${at.web}/${workspace}/workspace/projects/${key}`,
  projectRepositories: (at: Site, workspace: string, key: string) =>
    `${at.api}/repositories/${workspace}?q=${segment(`project.key="${key}"`)}`,
  projectAvatar: (at: Site, workspace: string, key: string) =>
    `${at.web}/account/user/${workspace}/projects/${key}/avatar/32`,

  repository: (at: Site, fullName: string) => `${at.api}/repositories/${fullName}`,
  repositoryPart: (at: Site, fullName: string, part: string) => `${at.api}/repositories/${fullName}/${part}`,
  commit: (at: Site, fullName: string, hash: string) => `${at.api}/repositories/${fullName}/commit/${hash}`,
  commitPart: (at: Site, fullName: string, hash: string, part: string) =>
    `${at.api}/repositories/${fullName}/commit/${hash}/${part}`,
  commitComment: (at: Site, fullName: string, hash: string, id: number) =>
    `${at.api}/repositories/${fullName}/commit/${hash}/comments/${id}`,
  commitStatus: (at: Site, fullName: string, hash: string, key: string) =>
    `${at.api}/repositories/${fullName}/commit/${hash}/statuses/build/${segment(key)}`,
  commitCommentPage: (at: Site, fullName: string, hash: string, id: number) =>
    `${at.web}/${fullName}/commits/${hash}#comment-${id}`,
  commitFileDiff: (at: Site, fullName: string, hash: string, path: string) =>
    `${at.api}/repositories/${fullName}/diff/${hash}?path=${segment(path)}`,
  commitPage: (at: Site, fullName: string, hash: string) => `${at.web}/${fullName}/commits/${hash}`,
  source: (at: Site, fullName: string, hash: string, path: string) =>
    `${at.api}/repositories/${fullName}/src/${hash}/${pathSegments(path)}`,
  fileHistory: (at: Site, fullName: string, hash: string, path: string) =>
    `${at.api}/repositories/${fullName}/filehistory/${hash}/${pathSegments(path)}`,
  branch: (at: Site, fullName: string, name: string) =>
    `${at.api}/repositories/${fullName}/refs/branches/${pathSegments(name)}`,
  branchPage: (at: Site, fullName: string, name: string) => `${at.web}/${fullName}/branch/${pathSegments(name)}`,
  tag: (at: Site, fullName: string, name: string) =>
    `${at.api}/repositories/${fullName}/refs/tags/${pathSegments(name)}`,
  tagPage: (at: Site, fullName: string, name: string) => `${at.web}/${fullName}/commits/tag/${pathSegments(name)}`,
  commitsOf: (at: Site, fullName: string, ref: string) =>
    `${at.api}/repositories/${fullName}/commits/${pathSegments(ref)}`,
  newPullRequest: (at: Site, fullName: string, branch: string) =>
    `${at.web}/${fullName}/pull-requests/new?source=${segment(branch)}&t=1`,
  comparePage: (at: Site, fullName: string, spec: string) => `${at.web}/${fullName}/branches/compare/${spec}`,
  repositoryPage: (at: Site, fullName: string) => `${at.web}/${fullName}`,
  repositoryAvatar: (at: Site, uuid: string, language: string) =>
    `${at.web}/ravatar/${braced(uuid)}?ts=${segment(language || 'default')}`,
  clone: (at: Site, fullName: string, username: string | undefined) => {
    const user = username ? `${segment(username)}@` : ''
    return `${at.web.replace('://', `://${user}`)}/${fullName}.git`
  },
  lfs: (at: Site, fullName: string) => `${at.web}/${fullName}.git/info/lfs`,
  cloneOverSsh: (at: Site, fullName: string) => `ssh://git@${at.ssh}/${fullName}.git`,
  environment: (at: Site, fullName: string, uuid: string) =>
    `${at.api}/repositories/${fullName}/environments/${braced(uuid)}`,
  download: (at: Site, fullName: string, name: string) =>
    `${at.api}/repositories/${fullName}/downloads/${segment(name)}`,
  /** Good for a while, for whoever has it. */
  file: (at: Site, address: string, name: string) => `${at.web}/pail/files/${address}/${segment(name)}`,
  pullRequest: (at: Site, fullName: string, id: number) => `${at.api}/repositories/${fullName}/pullrequests/${id}`,
  pullRequestPart: (at: Site, fullName: string, id: number, part: string) =>
    `${at.api}/repositories/${fullName}/pullrequests/${id}/${part}`,
  reviewGroup: (at: Site, fullName: string, uuid: string) =>
    `${at.web}/pail/1/repositories/${fullName}/review-groups/${braced(uuid)}`,
  mergeTask: (at: Site, fullName: string, id: number, uuid: string) =>
    `${at.api}/repositories/${fullName}/pullrequests/${id}/merge/task-status/${uuid}`,
  pullRequestPage: (at: Site, fullName: string, id: number) => `${at.web}/${fullName}/pull-requests/${id}`,
  /** What both sides of a pull request, written as a spec, come to. */
  pullRequestCompared: (at: Site, fullName: string, { what, spec, id }: { what: string; spec: string; id: number }) =>
    `${at.api}/repositories/${fullName}/${what}/${pathSegments(spec).replaceAll('%3A', ':')}?from_pullrequest_id=${id}&topic=true`,
  notification: (at: Site, id: string) => `${at.web}/pail/1/user/notifications/${segment(id)}`,
  userHook: (at: Site, uuid: string) => `${at.web}/pail/1/user/hooks/${braced(uuid)}`,
  hookEvents: (at: Site, kind: string) => `${at.api}/hook_events/${kind}`,
  pullRequestFileDiff: (at: Site, fullName: string, { spec, id, path }: { spec: string; id: number; path: string }) =>
    `${links.pullRequestCompared(at, fullName, { what: 'diff', spec, id })}&path=${segment(path)}`,
  pullRequestComment: (at: Site, fullName: string, id: number, comment: number) =>
    `${at.api}/repositories/${fullName}/pullrequests/${id}/comments/${comment}`,
  pullRequestCommentPage: (at: Site, fullName: string, id: number, comment: number) =>
    `${at.web}/${fullName}/pull-requests/${id}/_/diff#comment-${comment}`,
  pullRequestTask: (at: Site, fullName: string, id: number, task: number) =>
    `${at.api}/repositories/${fullName}/pullrequests/${id}/tasks/${task}`,
  createPullRequest: (at: Site, fullName: string, branch: string) =>
    // Quirk: the branch is not percent-encoded; tools that watch a push read it as it stands.
    `${at.web}/${fullName}/pull-requests/new?source=${branch}&t=1`,
}

/** The address of a declared path with its parameters filled in. */
export function addressOf(
  at: Site,
  { path, reach = 'segment' }: { path: string; reach?: string },
  params: Readonly<Record<string, string>>,
): string {
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string, offset: number) => {
    const isRest = reach !== 'segment' && offset + name.length + 2 === path.length
    return isRest ? pathSegments(params[name] ?? '') : segment(params[name] ?? '')
  })
  return path.startsWith('/2.0/') ? at.api + place.slice('/2.0'.length) : at.web + place
}
