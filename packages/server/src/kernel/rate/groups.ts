import type { Operation } from '../operation.ts'

/** Kinds of things that are counted apart, with the calls an hour that the real service allows. */
export const LIMITS = {
  anonymous: 60,
  git: 60_000,
  raw: 5000,
  archives: 5000,
  api: 1000,
  webhooks: 1000,
  properties: 2000,
  other: 1000,
} as const

export type Group = keyof typeof LIMITS
export type Limits = Readonly<Partial<Record<Group, number>>>

const PATHS: readonly (readonly [RegExp, Group])[] = [
  [/\/get\/\{archive\}/, 'archives'],
  [/\/(src|raw|downloads)(\/|$)/, 'raw'],
  [/\/hooks(\/|$)/, 'webhooks'],
  [/\/properties\//, 'properties'],
  [/^\/2\.0\/repositories(\/|$)/, 'api'],
]

const groups = new WeakMap<Operation, Group>()

/** What a call of an operation by somebody known counts as. */
export function groupOf(operation: Operation): Group {
  const known = groups.get(operation)
  if (known) return known
  const group = PATHS.find(([path]) => path.test(operation.path))?.[1] ?? 'other'
  groups.set(operation, group)
  return group
}

/** `on` for the limits of the real service, `off` for none, or those that are named, as in `anonymous=60,api=1000`. */
export function readLimits(text: string): Limits | undefined {
  if (text === 'off') return undefined
  if (text === 'on') return LIMITS
  return Object.fromEntries(text.split(',').map(pair => [pair.split('=')[0], Number(pair.split('=')[1])]))
}

export const areLimits = (text: string): boolean =>
  text === 'off' ||
  text === 'on' ||
  text.split(',').every(pair => {
    const [group = '', number = ''] = pair.split('=')
    return Object.hasOwn(LIMITS, group) && /^[1-9]\d{0,8}$/.test(number)
  })
