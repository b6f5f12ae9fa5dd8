/** Compares texts by their UTF-8 bytes, as git and both databases do. */
export function byteOrder(a: string, b: string): number {
  if (a === b) return 0
  const end = Math.min(a.length, b.length)
  let at = 0
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++
  if (at === end) return a.length - b.length
  return place(a.charCodeAt(at)) - place(b.charCodeAt(at))
}

/** Halves of a surrogate pair stand for characters past all that fit one unit. */
const place = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
