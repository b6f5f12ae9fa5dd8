#!/usr/bin/env node
// Tries spec, check and discover of the built source: node test_connector.mjs [CONFIG], secrets/config.json when left out.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname
const executable = join(folder, 'dist', 'pail-source-bitbucket')
const config = process.argv[2] ?? join(folder, 'secrets', 'config.json')
/** What every source for Bitbucket has; ours comes after. */
const OPTIONS = ['workspace', 'email', 'api_token', 'start_date', 'pull_request_state']
const STREAMS = ['repositories', 'pull_requests', 'commits', 'deployments', 'workspace_users']

function fail(sentence) {
  console.error(`✗ ${sentence}`)
  process.exit(1)
}

/** The message that answers a command. */
function answerTo(command, type, ...args) {
  console.log(`Testing ${command} command...`)
  const { stdout, stderr, status } = spawnSync(process.execPath, [executable, command, ...args], { encoding: 'utf8' })
  const messages = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
  const answer = messages.find(message => message.type === type)
  if (status !== 0 || !answer) fail(`${command} ended with ${status}: ${stderr || stdout}`)
  return answer
}

/** The list as people know it, and then what it has besides. */
function shown(found, known) {
  const missing = known.filter(name => !found.includes(name))
  if (missing.length > 0) fail(`missing: ${missing.join(', ')}`)
  const quoted = names => `[${names.map(name => `'${name}'`).join(', ')}]`
  return `${quoted(known)}\n  and ${quoted(found.filter(name => !known.includes(name)))}`
}

if (!existsSync(executable))
  fail(`${executable} is missing: run "node scripts/build-source.ts" in the repository's root`)
if (!existsSync(config)) fail(`${config} is missing: copy integration_tests/sample_config.json there and fill it in`)

console.log('🚀 Testing Bitbucket Source Connector')
console.log('='.repeat(50))
const { spec } = answerTo('spec', 'SPEC')
console.log('✓ Spec command successful')
console.log(`Connector supports: ${shown(Object.keys(spec.connectionSpecification.properties), OPTIONS)}`)
const { connectionStatus } = answerTo('check', 'CONNECTION_STATUS', '--config', config)
if (connectionStatus.status !== 'SUCCEEDED') fail(`Check command failed: ${connectionStatus.message}`)
console.log('✓ Check command successful')
const { catalog } = answerTo('discover', 'CATALOG', '--config', config)
const names = catalog.streams.map(({ name }) => name)
console.log(`✓ Discover command successful. Found streams: ${shown(names, STREAMS)}`)
console.log(`\n${'='.repeat(50)}`)
console.log('🎉 All tests passed! Connector is working correctly.')
