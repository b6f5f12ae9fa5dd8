import { byteOrder } from './byte-order.ts'

/** Compares texts with runs of digits taken as numbers: branch2 before branch10. Never 0 for different texts. */
export const naturalOrder = (a: string, b: string): number => byParts(a, b) || byteOrder(a, b)

/** Nothing is taken apart up to where the texts differ, as long lists are sorted by it. */
function byParts(a: string, b: string): number {
  let at = 0
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  let start = at
  while (start > 0 && isDigit(a, start - 1)) start--
  if (isDigit(a, start) && isDigit(b, start)) {
    const [x, y] = [digitsAt(a, start), digitsAt(b, start)]
    return numberOrder(x, y) || byParts(a.slice(start + x.length), b.slice(start + y.length))
  }
  if (at === a.length || at === b.length || at === 0 || isDigit(a, at) === isDigit(b, at)) return byteOrder(a, b)
  // A number ends the words before it, and fewer words come first.
  return isDigit(a, at) ? -1 : 1
}

function numberOrder(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return x.length - y.length || byteOrder(x, y)
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 48 && unit <= 57
}

function digitsAt(text: string, start: number): string {
  let end = start
  while (isDigit(text, end)) end++
  return text.slice(start, end)
}
