const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

/** A path as git writes it in a diff: in quotes and with escapes where it holds more than plain ASCII. */
export function escapedPath(path: string): string {
  if (!/[^\x20-\x7e]|["\\]/.test(path)) return path
  const escaped = path.replaceAll(/[^\x20-\x7e]|["\\]/gu, one => NAMED[one] ?? octal(one))
  return `"${escaped}"`
}

const octal = (character: string): string =>
  [...Buffer.from(character)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')
