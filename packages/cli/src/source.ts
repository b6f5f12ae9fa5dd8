import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Misused } from './failure.ts'

/** Where a repository is brought from. */
export interface Source {
  /** As git is given it, after `--`. */
  url: string
  /** The transports git may use; an address cannot choose another. */
  protocols: string
  /** What the repository is called there. */
  name: string
}

const REMOTE = /^(https?|ssh|git):\/\/[^\s]+$/
/** `git@example.com:team/tool.git`, never a drive letter or a helper such as `ext::`. */
const SCP = /^[A-Za-z0-9][\w.-]*@[A-Za-z0-9][\w.-]*:(?!:)[^\s]+$/

/** A path that is there, or an address of a kind that only ever fetches. */
export function sourceOf(text: string): Source {
  const path = resolve(text)
  if (REMOTE.test(text) || SCP.test(text))
    return { url: text, protocols: 'http:https:ssh:git', name: nameOf(text.split(/[/:]/)) }
  if (/^\w[\w+.-]*:(:|\/\/)/.test(text))
    throw new Misused(`${shown(text)}: only https, http, ssh, git and paths are imported from`)
  if (!existsSync(path)) throw new Misused(`${shown(text)} is neither an address nor a path that is there`)
  return { url: path, protocols: 'file', name: nameOf(path.split('/')) }
}

/** The last part that says something, as a repository's slug. */
function nameOf(parts: readonly string[]): string {
  const last = parts.findLast(part => part !== '' && part !== '.git') ?? ''
  const dashed = last
    .toLowerCase()
    .replace(/\.git$/, '')
    .replaceAll(/[^a-z0-9_.-]+/g, '-')
  return dashed.replaceAll(/^[-.]+|[-.]+$/g, '').slice(0, 62) || 'imported'
}

/** An address without the password in it. */
export const shown = (text: string): string => text.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:…@')
