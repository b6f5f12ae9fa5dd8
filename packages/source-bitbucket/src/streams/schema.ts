import type { Data } from '../protocol/message.ts'

/** Every member may be missing or null: servers leave out what they have no value for. */
export const text: Data = { type: ['null', 'string'] }
export const whole: Data = { type: ['null', 'integer'] }
export const truth: Data = { type: ['null', 'boolean'] }
export const moment: Data = {
  type: ['null', 'string'],
  format: 'date-time',
  airbyte_type: 'timestamp_with_timezone',
}

export const object = (properties: Data): Data => ({
  type: ['null', 'object'],
  additionalProperties: true,
  properties,
})
export const list = (items: Data): Data => ({ type: ['null', 'array'], items })

/** The schema of a stream: open, as the API grows. */
export const schema = (properties: Data): Data => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...object(properties),
  type: 'object',
})

const link = object({ href: text, name: text })
export const links = (...names: readonly string[]): Data => object(Object.fromEntries(names.map(name => [name, link])))

/** What a record of a repository has besides what the API gives. */
export const ofRepository: Data = { repository_uuid: { type: 'string' }, workspace: text }
