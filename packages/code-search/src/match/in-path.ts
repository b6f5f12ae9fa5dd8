import { fold } from '../language/fold.ts'

/**
 * Whether a path is what `path:` asks for, or lies in it. Only whole names count; with a leading slash they are counted
 * from the root.
 */
export function isAtPath(path: string, asked: string): boolean {
  const inner = asked.replace(/\/$/, '')
  const whole = `/${path}/`
  return asked.startsWith('/') ? whole.startsWith(`${inner}/`) : whole.includes(`/${inner}/`)
}

/** Whether the name of a file ends in what `ext:` asks for: `js`, `d.ts`. */
export const hasExtension = (path: string, extension: string): boolean => fold(path).endsWith(`.${extension}`)
