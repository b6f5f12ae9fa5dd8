/**
 * Whether a pattern covers a whole name. Only `*` means something in it: any run of characters, slashes too. Each piece
 * between two stars is taken where it comes first, so that nothing is ever tried twice.
 */
export function fitsGlob(pattern: string, name: string): boolean {
  const [start = '', ...pieces] = pattern.split('*')
  const end = pieces.pop()
  if (end === undefined) return pattern === name
  if (name.length < start.length + end.length || !name.startsWith(start) || !name.endsWith(end)) return false
  const last = name.length - end.length
  let at = start.length
  for (const piece of pieces) {
    const found = name.indexOf(piece, at)
    if (found < 0 || found + piece.length > last) return false
    at = found + piece.length
  }
  return true
}
