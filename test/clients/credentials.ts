import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ADMIN_EMAIL, asAdmin } from '@pail/testkit'
import { committed, type Make } from './packages.ts'

/** Each credential that atlassian-python-api can carry, which reads a repository and may do nothing else. */
export async function comeInWithPython(origin: string, python: string, make: Make): Promise<string> {
  await make(origin, 'opened', await committed({ 'README.md': 'opened\n' }))
  const { key, secret } = await asAdmin(origin, 'POST /pail/1/workspaces/demo/consumers', {
    name: 'Python',
    scopes: ['repository'],
  })
  const script = join(import.meta.dirname, 'credentials_cloud.py')
  return said(python, [script, origin, 'demo', 'opened'], JSON.stringify({ tokens: await tokens(origin), key, secret }))
}

async function tokens(origin: string): Promise<object[]> {
  const classic = ['repository']
  const granular = ['read:repository:bitbucket', 'read:workspace:bitbucket']
  const made = async (path: string, scopes: readonly string[], more: object = {}): Promise<string> =>
    (await asAdmin(origin, `POST ${path}`, { name: 'Python', scopes, ...more })).secret
  const own = '/pail/1/user/tokens'
  const apiToken = await made(own, ['account', ...classic])
  const one = (name: string, auth: object, granted: readonly string[] = classic) => ({ name, auth, granted })
  const project = (await asAdmin(origin, 'GET /2.0/repositories/demo/opened')).project.key
  return [
    one('API token, by address', { username: ADMIN_EMAIL, password: apiToken }, ['account', ...classic]),
    one('API token, as a token', { token: apiToken }, ['account', ...classic]),
    one('granular API token', { username: ADMIN_EMAIL, password: await made(own, granular) }, granular),
    one('app password', { username: 'admin', password: await made(own, classic, { kind: 'app_password' }) }),
    one('token of the repository', { token: await made('/pail/1/repositories/demo/opened/access-tokens', classic) }),
    one('token of the project', {
      token: await made(`/pail/1/workspaces/demo/projects/${project}/access-tokens`, classic),
    }),
    one('token of the workspace', { token: await made('/pail/1/workspaces/demo/access-tokens', classic) }),
  ]
}

/** What a program prints that is told something; it fails with its complaint. */
function said(program: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.once('close', code => (code === 0 ? resolve(out.trim()) : reject(new Error(`${args[0]} ended with ${code}`))))
    child.stdin.end(input)
  })
}
