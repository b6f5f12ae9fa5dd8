import { randomUUID } from 'node:crypto'
import { invalid } from '@pail/failures'

/** A named value handed to pipeline steps. */
export interface Variable {
  uuid: string
  key: string
  /** Unknown of a stored one that is secured: that can be used and replaced, never read back. */
  value: string | undefined
  secured: boolean
}

export interface NewVariable extends Variable {
  value: string
}

/** Where a variable hangs, and what it vanishes with. */
export interface Owner {
  kind: 'user' | 'workspace' | 'repository' | 'environment'
  uuid: string
}

export interface VariableChange {
  key?: string
  value?: string
  secured?: boolean
}

/** What a shell takes for the name of a variable. */
const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/

export const newVariable = ({ key, value = '', secured = false }: VariableChange & { key: string }): NewVariable => ({
  uuid: randomUUID(),
  key: asKey(key),
  value,
  secured,
})

/** Un-securing takes a new value: what was once secret may be replaced, never revealed. */
export function changed(
  variable: Variable,
  { key = variable.key, value = variable.value, secured = variable.secured }: VariableChange,
): Variable {
  if (!secured && value === undefined) throw invalid('value', 'a secured variable needs a new one to be shown')
  return { uuid: variable.uuid, key: asKey(key), value, secured }
}

function asKey(text: string): string {
  if (!KEY.test(text)) throw invalid('key', 'letters, digits and underscores only, not beginning with a digit')
  return text
}
