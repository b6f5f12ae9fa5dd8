import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, temporary } from '@pail/testkit'
import { cpuOf } from '../cpu.ts'

/** `git http-backend` behind nginx and fcgiwrap: what a careful administrator would set up without a forge. */
export interface HttpBackend {
  origin: string
  /** Where its bare repositories are. */
  repositories: string
  /** Comes before the path of a request of which the processes are to be counted. */
  counted: string
  /** Milliseconds of processor that it has used for requests that are counted, and for itself. */
  cpu(): number
  stop(): void
}

/** Starts it on loopback, or says why there is none. */
export async function startHttpBackend(): Promise<HttpBackend | string> {
  const lacking = ['nginx', 'fcgiwrap'].filter(name => !programOf(name))
  if (lacking.length > 0 && !install()) return `${lacking.join(' and ')} cannot be had on this machine`
  const folder = temporary('pail-peer-')
  const repositories = join(folder, 'repositories')
  mkdirSync(repositories)
  const port = await freePort()
  const socket = join(folder, 'fcgi.sock')
  writeFileSync(join(folder, 'nginx.conf'), configuration({ folder, repositories, port, socket }))
  const children = [
    begin('fcgiwrap', ['-s', `unix:${socket}`, '-c', '8']),
    begin('nginx', ['-e', join(folder, 'error.log'), '-p', folder, '-c', join(folder, 'nginx.conf')]),
  ]
  const stop = () => children.forEach(end)
  process.once('exit', stop)
  await answering(port)
  const pids = children.flatMap(({ pid }) => pid ?? [])
  const cpu = () => cpuOf(pids) + sumOf(join(folder, 'times'))
  return { origin: `http://127.0.0.1:${port}`, repositories, counted: '/counted', cpu, stop }
}

/** In a group of its own: fcgiwrap does not take its workers along when it ends. */
const begin = (name: string, args: readonly string[]): ChildProcess =>
  spawn(programOf(name)!, args, { stdio: 'ignore', detached: true })

function end({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGTERM')
}

const programOf = (name: string): string | undefined =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin'].map(folder => join(folder, name)).find(existsSync)

function install(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  return apt('update', '-q') && apt('install', '-y', '-q', '--no-install-recommends', 'nginx-light', 'fcgiwrap')
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )
    )
      return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('nginx did not start')
}

/** fcgiwrap does not wait for what it starts, so that the kernel forgets how long that worked. */
function writeStopwatch(folder: string): string {
  const file = join(folder, 'counted.sh')
  const times = `{ time ${backend()} 2> /dev/null; } 2>> ${join(folder, 'times')}`
  writeFileSync(file, `#!/bin/bash\nTIMEFORMAT='%3U %3S'\n${times}\n`, { mode: 0o755 })
  return file
}

/** Milliseconds, of seconds in any number of columns. */
function sumOf(file: string): number {
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return text.split(/\s+/).reduce((sum, seconds) => sum + Number(seconds) * 1000, 0)
}

const backend = (): string =>
  join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')

function configuration({
  folder,
  repositories,
  port,
  socket,
}: {
  folder: string
  repositories: string
  port: number
  socket: string
}): string {
  const parameters = {
    GIT_PROJECT_ROOT: repositories,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: '$uri',
    QUERY_STRING: '$query_string',
    REQUEST_METHOD: '$request_method',
    CONTENT_TYPE: '$content_type',
    CONTENT_LENGTH: '$content_length',
    HTTP_CONTENT_ENCODING: '$http_content_encoding',
    REMOTE_USER: 'ada',
    REMOTE_ADDR: '$remote_addr',
    GIT_PROTOCOL: '$http_git_protocol',
    HOME: folder,
  }
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${join(folder, name)};`,
  )
  return `daemon off; worker_processes 2; pid ${join(folder, 'nginx.pid')}; ${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http { access_log off; client_max_body_size 0; ${places.join(' ')}
  server { listen 127.0.0.1:${port};
    fastcgi_buffering off; fastcgi_request_buffering off;
    location / { fastcgi_pass unix:${socket}; ${given({ ...parameters, SCRIPT_FILENAME: backend() })} }
    location /counted/ { rewrite ^/counted(/.*)$ $1 break;
      fastcgi_pass unix:${socket}; ${given({ ...parameters, SCRIPT_FILENAME: writeStopwatch(folder) })} } } }
`
}

const given = (parameters: Record<string, string>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `fastcgi_param ${name} ${value};`)
    .join('\n      ')
