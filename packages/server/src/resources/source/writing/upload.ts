import type { Oid, RepoPath } from '@pail/git'
import type { FileMode, PathChange } from '@pail/git-node'
import { deletedPath, refusal, refuseOverlap, writtenPath } from './path.ts'

/** What a request says about a commit to be made. */
export interface Upload {
  message?: string
  author?: string
  branch?: string
  parent?: string
  /** Paths named in `files`; those without content are to be deleted. */
  named: string[]
  files: Map<RepoPath, { content: Buffer | Oid; mode: FileMode }>
}

export const newUpload = (): Upload => ({ named: [], files: new Map() })

const ABOUT = { message: 'message', author: 'author', branch: 'branch', parents: 'parent' } as const

/** Words about the commit; every other field is a file. */
export const isAbout = (name: string): boolean => name === 'files' || Object.hasOwn(ABOUT, name)

/** Takes down what a field says about the commit. Nothing at all says nothing. */
export function note(upload: Upload, name: string, text: string): void {
  if (text === '') return
  if (name === 'files') return void upload.named.push(text)
  const member = ABOUT[name as keyof typeof ABOUT]
  if (upload[member] !== undefined) throw refusal(name, 'given more than once')
  if (text.includes('\0')) throw refusal(name, 'holds a NUL')
  upload[member] = text
}

/** The same as an address can say it. */
export interface Said {
  message?: string
  author?: string
  branch?: string
  parents?: string
  files?: string[]
}

/** The body with what the address says beside it. */
export function withSaid(upload: Upload, { parents = '', files = [], ...others }: Said): Upload {
  const said = Object.entries({ ...others, parent: parents }).filter(([, text]) => text !== '')
  return { ...Object.fromEntries(said), ...upload, named: [...upload.named, ...files.filter(path => path !== '')] }
}

/** Where the file of this name is to be, which must not be taken already. */
export function placeOf(upload: Upload, name: string, mode: FileMode): RepoPath {
  const path = writtenPath(name, mode)
  if (upload.files.has(path)) throw refusal(path, 'given more than once')
  return path
}

/** The same for all paths, in whatever order they came: what has content is written, what is only named is deleted. */
export function changesOf({ named, files }: Upload): PathChange[] {
  refuseOverlap(new Set(files.keys()))
  const deleted = [...new Set(named.map(deletedPath))].filter(path => !files.has(path))
  return [
    ...deleted.map(path => ({ path, delete: true as const })),
    ...[...files].map(([path, { content, mode }]) => ({ path, content, mode })),
  ]
}

const MAX_LINK_BYTES = 4096

/** The content of a link is where it leads. */
export function refuseLink(path: string, target: Buffer): void {
  if (target.length === 0 || target.length > MAX_LINK_BYTES || target.includes(0))
    throw refusal(path, 'a link holds the path that it leads to')
}

const MAX_AUTHOR = 1000

/** `Name <address>`, as a commit has it. */
export function authorOf(text: string): { name: string; email: string } {
  const found = text.length <= MAX_AUTHOR && /^([^<>\r\n]*[^<>\s])[ \t]*<[ \t]*([^<>\s]+)[ \t]*>$/.exec(text.trim())
  if (!found) throw refusal('author', 'not of the form Name <address>')
  return { name: found[1]!, email: found[2]! }
}

/** What a commit says for which nobody wrote anything. */
export function usualMessage(changes: readonly PathChange[]): string {
  const [only] = changes
  if (!only) return 'Begin a branch'
  if (changes.length > 1) return `Change ${changes.length} files`
  return `${'delete' in only ? 'Delete' : 'Write'} ${only.path}`
}
