import { BadRedirect, Broken, Unreachable } from '@pail/client'
import { Misused } from '../core/misused.ts'
import { Refused } from '../core/refused.ts'
import { beneath, codeOf } from './fetch.ts'
import { NotSaved } from './save.ts'

/** One line for a person; nothing for what is a fault of ours, which is shown whole. */
export function lineOf(error: unknown): string | undefined {
  if (KNOWN.some(kind => error instanceof kind)) return (error as Error).message
  const codes = [...beneath(error)].map(codeOf)
  if (error instanceof TypeError && error.message === 'fetch failed')
    return `The server does not answer (${codes.find(Boolean) ?? [...beneath(error)].at(-1)?.message})`
  return error instanceof DOMException ? error.message : undefined
}

const KNOWN = [Misused, Refused, NotSaved, Broken, BadRedirect, Unreachable]
