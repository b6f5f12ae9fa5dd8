/**
 * What a commit's signature covers: the object without any of its signatures, as git leaves them out. Each character
 * stands for one byte.
 */
export function signedPayload(body: Buffer): string {
  const text = body.toString('latin1')
  const end = text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end + 1)
  let isSignature = false
  const kept = head.split(/(?<=\n)/).filter(line => {
    isSignature = line.startsWith('gpgsig') || (isSignature && line.startsWith(' '))
    return !isSignature
  })
  return kept.join('') + text.slice(head.length)
}
