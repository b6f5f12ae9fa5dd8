import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporary } from '@pail/testkit'

const run = promisify(execFile)
const RENOVATE = 'renovate@44.121.2'
const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'pail-clients', 'renovate')

/**
 * Renovate against a server of ours. It clones from the host of the API without `api.` and without a port, so all of it
 * happens on port 443 of a network namespace that ends with it.
 */
export async function reviewWithRenovate(): Promise<string[]> {
  if (!(await canUnshare()))
    return ['Renovate was not tried: it needs a network namespace, which this user may not make']
  await install()
  const folder = temporary()
  await certificate(folder)
  writeFileSync(join(folder, 'hosts'), '127.0.0.1 localhost pail.test api.pail.test\n')
  const script = 'ip link set lo up && mount --bind "$1/hosts" /etc/hosts && exec "$2" "$3" "$1" "$4"'
  const inside = join(import.meta.dirname, 'renovate-inside.ts')
  const args = ['-n', '-m', 'sh', '-c', script, 'sh', folder, process.execPath, inside, CACHE]
  const { stdout } = await run('unshare', args, { maxBuffer: 1 << 26, timeout: 400_000 })
  return stdout.trim().split('\n')
}

const canUnshare = () =>
  run('unshare', ['-n', '-m', 'true']).then(
    () => true,
    () => false,
  )

async function install(): Promise<void> {
  if (existsSync(join(CACHE, 'node_modules', 'renovate'))) return
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(join(CACHE, 'package.json'), '{ "private": true }')
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', RENOVATE], { cwd: CACHE })
}

async function certificate(folder: string): Promise<void> {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=pail.test']
  const names = ['-addext', 'subjectAltName=DNS:pail.test,DNS:api.pail.test']
  await run('openssl', [...args, ...names, '-keyout', 'key.pem', '-out', 'cert.pem'], { cwd: folder })
}
