import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atExit } from './at-exit.ts'
import { temporary } from './git.ts'
import { freePort } from './listen.ts'

const version = spawnSync('nginx', ['-V'])

/** Why what needs nginx is left out, where there is none. */
export const noNginx: string | false = version.status !== 0 && 'nginx is not installed'

/** Whether it was built with this module. */
export const hasModule = (name: string): boolean => String(version.stderr).includes(name)

export interface Nginx {
  origin: string
  root: string
  /** The process that the others belong to. */
  pid: number
  stop(): Promise<void>
}

/** A stock nginx on a free port of loopback, with these lines in its `server`; they are told the folder that is its own. */
export async function startNginx(server: (root: string) => string): Promise<Nginx> {
  const root = temporary('pail-nginx-')
  const port = await freePort()
  const file = join(root, 'nginx.conf')
  writeFileSync(file, configuration(root, `listen 127.0.0.1:${port}; ${server(root)}`))
  const args = ['-e', join(root, 'error.log'), '-c', file, '-p', root]
  const child = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  atExit(() => child.kill('SIGKILL'))
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await fetch(origin).catch(() => undefined)); tries++) {
    if (tries === 200 || child.exitCode !== null) throw new Error('nginx does not answer')
    await pause(50)
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { origin, root, pid: child.pid!, stop }
}

const configuration = (root: string, server: string) => `
daemon off; pid ${root}/pid; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 64; }
http {
  access_log off; sendfile on; tcp_nopush on; client_max_body_size 0;
  client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/fastcgi;
  uwsgi_temp_path ${root}/uwsgi; scgi_temp_path ${root}/scgi;
  server { ${server} }
}
`
