/** Text in the encoding that it most likely has, as git says nothing about that: by its mark, UTF-8, or Western. */
export function decoded(bytes: Buffer): string {
  const wide = WIDE[bytes.toString('hex', 0, 2)]
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const WIDE: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' }
