/** What a git client asks for when it opens a session. */
export interface GitCommand {
  service: 'git-upload-pack' | 'git-receive-pack' | 'git-upload-archive'
  workspace: string
  repository: string
}

const COMMAND = /^git[- ](upload-pack|receive-pack|upload-archive) (?:'([^']*)'|"([^"]*)"|([^\s'"]+))$/

/** Two names, with or without slashes around and `.git` behind; nothing that a shell would see more in. */
const PATH = /^\/?([^/\\\x00-\x1f\x7f]+)\/([^/\\\x00-\x1f\x7f]+?)(?:\.git)?\/?$/

/** What a client of LFS asks for before it goes on over HTTP. */
export interface LfsCommand {
  operation: 'upload' | 'download'
  workspace: string
  repository: string
}

const LFS_COMMAND = /^git-lfs-authenticate (?:'([^']*)'|"([^"]*)"|([^\s'"]+)) (upload|download)$/

/** Undefined for everything else. */
export function parseLfsCommand(text: string): LfsCommand | undefined {
  const [, single, double, bare, operation] = LFS_COMMAND.exec(text) ?? []
  const [, workspace, repository] = PATH.exec(single ?? double ?? bare ?? '') ?? []
  if (!operation || !workspace || !repository) return undefined
  return { operation: operation as LfsCommand['operation'], workspace, repository }
}

/** Undefined for everything else: there is no shell behind this, and nothing is ever started from the text. */
export function parseCommand(text: string): GitCommand | undefined {
  const [, verb, single, double, bare] = COMMAND.exec(text) ?? []
  const [, workspace, repository] = PATH.exec(single ?? double ?? bare ?? '') ?? []
  if (!verb || !workspace || !repository) return undefined
  return { service: `git-${verb}` as GitCommand['service'], workspace, repository }
}
