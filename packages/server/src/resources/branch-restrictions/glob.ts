/** Whether a pattern covers a whole name. Only `*` means something in it: any run of characters, slashes too. */
export const fitsGlob = (pattern: string, name: string): boolean => fitsPieces(pattern.split('*'), name)

/**
 * The same for what stands between the stars. Each piece is taken where it comes first, so that nothing is ever tried
 * twice.
 */
export function fitsPieces(pieces: readonly string[], name: string): boolean {
  const [start = '', end] = [pieces[0], pieces.at(-1)!]
  if (pieces.length === 1) return start === name
  const last = name.length - end.length
  if (last < start.length || !name.startsWith(start) || !name.endsWith(end)) return false
  let at = start.length
  for (let next = 1; next < pieces.length - 1; next++) {
    const found = name.indexOf(pieces[next]!, at)
    if (found < 0 || found + pieces[next]!.length > last) return false
    at = found + pieces[next]!.length
  }
  return true
}
