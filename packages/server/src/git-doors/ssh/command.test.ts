import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCommand } from './command.ts'

const SITE = { service: 'git-upload-pack', workspace: 'acme', repository: 'site' }

test('what is no command of git is not understood', () => {
  assert.equal(parseCommand(''), undefined)
  assert.equal(parseCommand('ls -la'), undefined)
  assert.equal(parseCommand('scp -t /tmp'), undefined)
  assert.equal(parseCommand('git-lfs-authenticate acme/site download'), undefined)
})

test('nothing may follow a command or stand within it', () => {
  assert.equal(parseCommand("git-upload-pack 'acme/site'; id"), undefined)
  assert.equal(parseCommand("git-upload-pack 'acme/site' 'x'"), undefined)
  assert.equal(parseCommand("git-upload-pack 'acme/site'\nid"), undefined)
  assert.equal(parseCommand("git-upload-pack --strict 'acme/site'"), undefined)
  assert.equal(parseCommand("FOO=1 git-upload-pack 'acme/site'"), undefined)
})

test('a path is two names', () => {
  assert.equal(parseCommand("git-upload-pack 'site'"), undefined)
  assert.equal(parseCommand("git-upload-pack '/etc/acme/site'"), undefined)
  assert.equal(parseCommand("git-upload-pack '//acme/site'"), undefined)
  assert.equal(parseCommand("git-upload-pack 'acme/site\x00'"), undefined)
  assert.equal(parseCommand("git-upload-pack '..\\acme/site'"), undefined)
})

test('a repository is named with or without slashes around it and .git behind', () => {
  assert.deepEqual(parseCommand("git-upload-pack '/acme/site.git'"), SITE)
  assert.deepEqual(parseCommand("git-upload-pack 'acme/site.git/'"), SITE)
  assert.deepEqual(parseCommand("git-upload-pack '/acme/site'"), SITE)
  assert.deepEqual(parseCommand('git-upload-pack "acme/site"'), SITE)
  assert.deepEqual(parseCommand('git-upload-pack acme/site'), SITE)
})

test('old and new spellings of the commands are the same', () => {
  assert.deepEqual(parseCommand("git upload-pack 'acme/site'"), SITE)
  assert.equal(parseCommand("git receive-pack 'acme/site'")?.service, 'git-receive-pack')
  assert.equal(parseCommand("git-upload-archive 'acme/site'")?.service, 'git-upload-archive')
})
