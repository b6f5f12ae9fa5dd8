/** What a request to the Git door is about. */
export interface Address {
  workspace: string
  repository: string
  /** What follows the repository in the path. */
  tail: string
  service: string | null
}

const SMART = new Set(['info/refs', 'git-upload-pack', 'git-receive-pack'])

/** What the dumb protocol reads: the files of a repository as they are on disk. */
const DUMB = /^(HEAD|objects\/.+|info\/(alternates|packs))$/

/** Undefined when the path is not one of Git's; then someone else answers. Slugs have no dot, so `/2.0/…` never is. */
export function parseAddress(url: string): Address | undefined {
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const match = /^\/([^/.]+)\/([^/]+)\/(.+?)\/?$/.exec(path)
  if (!match) return undefined
  const [workspace, name, tail] = [decoded(match[1]!), decoded(match[2]!), match[3]!]
  if (!workspace || !name || !(SMART.has(tail) || (name.endsWith('.git') && DUMB.test(tail)))) return undefined
  return { workspace, repository: name.replace(/\.git$/, ''), tail, service: new URLSearchParams(query).get('service') }
}

/** What a request of an LFS client is about. */
export interface LfsAddress {
  workspace: string
  repository: string
  /** What follows `info/lfs/`. */
  tail: string
  query: URLSearchParams
}

/** Undefined when the path is not one of LFS; clients add `.git` to what they cloned from, unless it is there. */
export function parseLfsAddress(url: string): LfsAddress | undefined {
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const match = /^\/([^/.]+)\/([^/]+)\/info\/lfs\/(.*?)\/?$/.exec(path)
  if (!match) return undefined
  const [workspace, name, tail] = [decoded(match[1]!), decoded(match[2]!), match[3]!]
  if (!workspace || !name) return undefined
  return { workspace, repository: name.replace(/\.git$/, ''), tail, query: new URLSearchParams(query) }
}

/** Undefined for what no slug can hold: broken escapes, separators and control characters. */
function decoded(segment: string): string | undefined {
  try {
    const text = decodeURIComponent(segment)
    return /[\x00-\x1f\x7f/\\]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
