import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
let check: ValidateFunction | undefined

/** What Airbyte's own schema has against a line of output; an empty list for a message. */
export function complaintsAbout(line: string): string[] {
  check ??= ajv.compile({ ...schema(), $ref: '#/definitions/AirbyteMessage' })
  try {
    return check(JSON.parse(line))
      ? []
      : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}: ${line.slice(0, 200)}`)
  } catch {
    return [`no JSON: ${line.slice(0, 200)}`]
  }
}

function schema(): object {
  const text = readFileSync(new URL('./protocol/airbyte_protocol.json', import.meta.url), 'utf8')
  const { $id: _, properties: __, type: ___, ...rest } = JSON.parse(text) as Record<string, unknown>
  return rest
}
