import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ACTIONS, actionNamed } from '@pail/download-actions'
import { proxyAt } from '../nodes/BitbucketDownloads/proxy.ts'
import { built } from './testing/built.ts'

const { folder, node, credential } = await built()
const { description } = node
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const parameter = (name: string) => description.properties.find(one => one.name === name)!

test('what n8n is to load, and nothing of our workspace, is in the package', () => {
  const { name, n8n, dependencies, devDependencies, private: isPrivate } = read('package.json')
  for (const file of [...n8n.nodes, ...n8n.credentials]) assert.ok(existsSync(join(folder, file)), file)
  assert.deepEqual([dependencies, devDependencies, isPrivate], [undefined, undefined, undefined])
  const codex = read(n8n.nodes[0].replace(/js$/, 'json'))
  assert.equal(codex.node, `${name}.${description.name}`)
})

test('the bundle asks for nothing but n8n-workflow', () => {
  const code = readFileSync(join(folder, read('package.json').n8n.nodes[0]), 'utf8')
  const asked = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, module]) => module)
  assert.deepEqual([...new Set(asked)], ['n8n-workflow'])
})

test('icons of the node and the credential are there, light and dark', () => {
  const folders = { node: 'dist/nodes/BitbucketDownloads', credential: 'dist/credentials' }
  const icons = [
    [folders.node, description.icon],
    [folders.credential, credential.icon],
  ] as const
  for (const [at, icon] of icons)
    for (const file of Object.values(icon)) assert.ok(existsSync(join(folder, at, file.slice('file:'.length))), file)
})

test('the operations are the four actions, and a field is shown for an action and its alias alike', () => {
  const values = parameter('operation').options?.map(({ value }: { value: string }) => value)
  assert.deepEqual(values?.sort(), [...ACTIONS].sort())
  for (const { displayOptions } of description.properties) {
    const shown = (displayOptions?.show.operation ?? []) as string[]
    const [full, short] = [shown.filter(name => name.includes('_')), shown.filter(name => !name.includes('_'))]
    assert.deepEqual(short.map(actionNamed), full)
  }
})

test('the credential is required by the node, hides its token, and needs no more than the token', () => {
  assert.deepEqual(description.credentials, [{ name: credential.name, required: true }])
  const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name)
  assert.deepEqual(hidden, ['token'])
  const required = credential.properties.filter(one => one.required).map(({ name }) => name)
  assert.deepEqual(required, ['url', 'token'])
})

test('a proxy is taken with and without its scheme, its port and a password', () => {
  assert.throws(() => proxyAt('http://ada:secret@'), { name: 'Misused', message: 'http_proxy is no address' })
  assert.equal(proxyAt('  '), undefined)
  assert.deepEqual(proxyAt('proxy.example.com:3128'), { protocol: 'http', host: 'proxy.example.com', port: 3128 })
  assert.deepEqual(proxyAt('https://proxy.example.com'), { protocol: 'https', host: 'proxy.example.com', port: 443 })
})
