import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isObject } from '../state/state.ts'
import { streams } from './index.ts'
import { offered } from './stream.ts'

const folder = join(import.meta.dirname, '..', '..', 'schemas')

test('the schemas that people look up are those that are offered', () => {
  const files = readdirSync(folder).sort()
  assert.deepEqual(files, streams.map(({ name }) => `${name}.json`).sort())
  const kept = files.map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')))
  const ours = streams.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ schema }) => schema)
  assert.deepEqual(kept, ours, 'node scripts/build-source.ts writes them')
})

test('the streams of the seed come first, in its order', () => {
  assert.deepEqual(
    streams.slice(0, 5).map(({ name }) => name),
    ['repositories', 'pull_requests', 'commits', 'deployments', 'workspace_users'],
  )
})

test('keys and cursors are in the schema, and are never null', () => {
  for (const stream of streams) {
    const { json_schema, source_defined_primary_key, default_cursor_field = [] } = offered(stream)
    const properties = json_schema.properties as Record<string, { type?: unknown }>
    for (const [name = ''] of source_defined_primary_key) assert.equal(typeof properties[name]?.type, 'string', name)
    for (const name of default_cursor_field) assert.ok(properties[name], `${stream.name}.${name}`)
  }
})

test('schemas are open, and use nothing that hosts do not know', () => {
  const refused = new Set(['$ref', 'allOf', 'anyOf', 'oneOf', 'not'])
  const visit = (schema: unknown): void => {
    if (!isObject(schema)) return
    for (const [name, member] of Object.entries(schema)) {
      assert.ok(!refused.has(name), name)
      if (name === 'additionalProperties') assert.equal(member, true)
      visit(member)
    }
  }
  for (const { schema } of streams) visit(schema)
})
