import { byteOrder } from './byte-order.ts'

const PARTS = /\d+|\D+/g

/** Compares texts with runs of digits taken as numbers: branch2 before branch10. Never 0 for different texts. */
export function naturalOrder(a: string, b: string): number {
  const left = a.match(PARTS) ?? []
  const right = b.match(PARTS) ?? []
  for (let i = 0; i < left.length && i < right.length; i++) {
    const order = partOrder(left[i]!, right[i]!)
    if (order !== 0) return order
  }
  return left.length - right.length || byteOrder(a, b)
}

function partOrder(a: string, b: string): number {
  if (!isNumber(a) || !isNumber(b)) return byteOrder(a, b)
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return x.length - y.length || byteOrder(x, y)
}

const isNumber = (part: string) => part >= '0' && part < ':'
