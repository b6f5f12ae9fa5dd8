import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { temporary } from '@pail/testkit'
import { buildDownloadActions } from '../../../scripts/build-download-actions.ts'
import { BINARY, openCloud } from './testing.ts'

const run = promisify(execFile)

test('the one file that is handed out needs nothing beside it', async () => {
  const [cloud, made, elsewhere] = [await openCloud(), await buildDownloadActions(temporary()), temporary()]
  const alone = join(elsewhere, 'bitbucket-downloads.mjs')
  copyFileSync(made, alone)
  cloud.files.set('a.bin', BINARY)
  try {
    const env = { PATH: process.env.PATH, BITBUCKET_URL: cloud.url, BITBUCKET_TOKEN: cloud.token }
    const { stdout } = await run(process.execPath, [alone, 'list', `${cloud.workspace}/${cloud.repo_slug}`], { env })
    assert.match(stdout, / 200\.0 kB .* a\.bin\n/)
    const { stdout: help } = await run(process.execPath, [made, 'mcp', '--help'], { env })
    assert.match(help, /--root <folder>/)
  } finally {
    await cloud.close()
  }
})
