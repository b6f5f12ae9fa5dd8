/** What a request to the Git door is about. */
export interface Address {
  workspace: string
  repository: string
  /** What follows the repository in the path. */
  tail: string
  service: string | null
}

/** Paths of the dumb protocol, which show the files of a repository as they are on disk. */
const DUMB = /^(HEAD|objects\/.*|info\/(?!lfs\/).*)$/

const SMART = new Set(['info/refs', 'git-upload-pack', 'git-receive-pack'])

/** Undefined when the path is not one of Git's; then someone else answers. */
export function parseAddress(url: string): Address | undefined {
  const [path = '', query = ''] = split(url, '?')
  const match = /^\/([^/]+)\/([^/]+)\/([^?]+?)\/?$/.exec(path)
  if (!match || !(SMART.has(match[3]!) || DUMB.test(match[3]!))) return undefined
  const [workspace, name] = [decoded(match[1]!), decoded(match[2]!)]
  if (workspace === undefined || name === undefined) return undefined
  const service = new URLSearchParams(query).get('service')
  return { workspace, repository: name.replace(/\.git$/, ''), tail: match[3]!, service }
}

export const isSmart = ({ tail }: Address): boolean => SMART.has(tail)

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
