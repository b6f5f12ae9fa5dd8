import type { Message, RecordMessage } from './message.ts'

/** A message as the one line it is written as: with a space after `:`, so that people find `"stream": "commits"`. */
export function lineOf(message: Message): string {
  return `${message.type === 'RECORD' ? recordLine(message) : spaced(message)}\n`
}

/** Nearly all lines are records, and what they carry is written in one go. */
function recordLine({ record: { stream, emitted_at, data } }: RecordMessage): string {
  return `{"type": "RECORD", "record": {"stream": ${JSON.stringify(stream)}, "emitted_at": ${emitted_at}, "data": ${JSON.stringify(data)}}}`
}

function spaced(value: unknown, name?: string): string {
  if (Array.isArray(value)) return `[${value.map(item => spaced(item)).join(', ')}]`
  // Deserializers of some hosts take this one for a float only when it has a point.
  if (name === 'recordCount' && Number.isInteger(value)) return `${value}.0`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member, key)}`)
  return `{${members.join(', ')}}`
}
