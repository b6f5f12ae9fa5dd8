import { Invalid } from '@pail/failures'

/** A full, well-formed reference name such as `refs/heads/main`. */
export type RefName = string & { readonly refName: unique symbol }

/** One path component of a loose ref must fit a file name with `.lock` after it; the whole must fit a pkt-line. */
export const MAX_REF_NAME_BYTES = 1024
export const MAX_REF_COMPONENT_BYTES = 250

const FORBIDDEN = /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.$|\/$/

/** The rules of git check-ref-format, and ours: below `refs/x/`, bounded in length, and no short name like an option. */
export function isRefName(text: string): text is RefName {
  if (!text.startsWith('refs/') || FORBIDDEN.test(text) || !text.isWellFormed()) return false
  if (Buffer.byteLength(text) > MAX_REF_NAME_BYTES) return false
  const components = text.split('/')
  return components.length >= 3 && !components[2]!.startsWith('-') && components.every(isComponent)
}

export function refName(text: string): RefName {
  if (!isRefName(text)) throw new Invalid('This is not a valid reference name')
  return text
}

/** Names beside a branch or tag that a person typed; refuses what an option parser could mistake. */
export const branchRef = (name: string): RefName => refName(`refs/heads/${name}`)
export const tagRef = (name: string): RefName => refName(`refs/tags/${name}`)

const PUBLIC = ['refs/heads/', 'refs/tags/', 'refs/notes/']

/** Refs outside these namespaces are the server's own: never advertised, fetched or pushed. */
export const isPublicRef = (name: string): boolean => PUBLIC.some(prefix => name.startsWith(prefix))

/** Hidden, but what it reaches is shown to those who know an id of it. */
export const isReviewRef = (name: string): boolean => name.startsWith(REVIEWS)

export const REVIEWS = 'refs/pull-requests/'

function isComponent(component: string): boolean {
  if (component === '' || component.startsWith('.') || component.endsWith('.lock')) return false
  return Buffer.byteLength(component) <= MAX_REF_COMPONENT_BYTES
}
