import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ADMIN_EMAIL, ADMIN_TOKEN, asAdmin, git } from '@pail/testkit'
import { committed, type Make } from './packages.ts'

const run = promisify(execFile)
const HERE = import.meta.dirname

/** A whole review with atlassian-python-api, by two people. */
export async function reviewWithPython(origin: string, python: string, make: Make): Promise<string> {
  await make(origin, 'reviewed', await withBranch('review/python', 'from python\n'))
  const { token } = await secondPerson(origin)
  const script = join(HERE, 'review_cloud.py')
  const { stdout } = await run(python, [script, origin, 'demo', 'reviewed', ADMIN_EMAIL, ADMIN_TOKEN, token])
  return stdout.trim()
}

/** A whole review with go-scm, which also receives the webhooks at a port that the server may call. */
export async function reviewWithGo(origin: string, port: number, make: Make): Promise<string> {
  await make(origin, 'scm', await committed({ 'README.md': 'scm\n' }))
  const args = ['run', '.', origin, 'demo/scm', ADMIN_EMAIL, ADMIN_TOKEN, `127.0.0.1:${port}`]
  const env = { ...process.env, GOFLAGS: '-mod=mod' }
  return (await run('go', args, { cwd: join(HERE, 'go-scm'), env })).stdout.trim()
}

async function withBranch(name: string, text: string): Promise<string> {
  const folder = await committed({ 'README.md': 'reviewed\n' })
  await git(folder, 'checkout', '-q', '-b', name)
  writeFileSync(join(folder, 'said.txt'), text)
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'Say something')
  await git(folder, 'checkout', '-q', 'main')
  return folder
}

/** Somebody who may write in the demo workspace, with a token. */
async function secondPerson(origin: string): Promise<{ token: string }> {
  await asAdmin(origin, 'POST /pail/1/users', { username: 'grace', email: 'grace@example.org', display_name: 'Grace' })
  await asAdmin(origin, 'PUT /pail/1/workspaces/demo/members/grace', { permission: 'member' })
  await asAdmin(origin, 'PUT /2.0/repositories/demo/reviewed/permissions-config/users/grace', { permission: 'write' })
  const made = await asAdmin(origin, 'POST /pail/1/users/grace/tokens', {
    name: 'review',
    scopes: ['pullrequest:write', 'repository', 'account'],
  })
  return { token: made.secret }
}
