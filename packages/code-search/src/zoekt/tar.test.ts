import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { TAR_END, tarEntry } from './tar.ts'

test('tar reads what is written', () => {
  const exact = 'x'.repeat(1024)
  const archive = Buffer.concat([
    tarEntry('layer.txt', Buffer.alloc(0)),
    tarEntry('7.txt', Buffer.from('grüße\n')),
    tarEntry('8.txt', Buffer.from(exact)),
    TAR_END,
  ])
  const tar = (...args: string[]) => execFileSync('tar', args, { input: archive, encoding: 'utf8' })
  assert.deepEqual(tar('-tf', '-').trim().split('\n'), ['layer.txt', '7.txt', '8.txt'])
  assert.equal(tar('-xOf', '-', '7.txt'), 'grüße\n')
  assert.equal(tar('-xOf', '-', '8.txt'), exact)
})
