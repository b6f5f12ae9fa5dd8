import { randomBytes } from 'node:crypto'

let last = ''
let count = 0

/** An id that sorts by time of making, also among those made in one millisecond by one process. */
export function orderedId(): string {
  const at = Date.now().toString(36).padStart(9, '0')
  count = at === last ? count + 1 : 0
  last = at
  return `${at}${count.toString(36).padStart(4, '0')}${randomBytes(6).toString('hex')}`
}
