import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, temporary } from '@pail/testkit'

/** Why nginx cannot be measured here; false when it can. */
export const noNginx: string | false = /http_dav_module/.test(String(spawnSync('nginx', ['-V']).stderr))
  ? false
  : 'there is no nginx with its DAV module here'

/** An nginx that sends the files of a folder with sendfile, and takes files by PUT. */
export async function startNginx(): Promise<{ origin: string; root: string; stop(): Promise<void> }> {
  const root = temporary('pail-nginx-')
  const port = await freePort()
  const file = join(root, 'nginx.conf')
  writeFileSync(file, configuration(root, port))
  const child = spawn('nginx', ['-c', file, '-p', root], { stdio: ['ignore', 'ignore', 'inherit'] })
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await fetch(origin).catch(() => undefined)); tries++) {
    if (tries === 100) throw new Error('nginx does not answer')
    await pause(50)
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  process.once('exit', () => child.kill('SIGKILL'))
  return { origin, root, stop }
}

const configuration = (root: string, port: number) => `
daemon off; pid ${root}/pid; error_log stderr crit; user root; worker_processes 1;
events { worker_connections 64; }
http {
  access_log off; sendfile on; tcp_nopush on; client_max_body_size 0;
  client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/fastcgi;
  uwsgi_temp_path ${root}/uwsgi; scgi_temp_path ${root}/scgi;
  server { listen 127.0.0.1:${port}; root ${root}; location / { dav_methods PUT DELETE; } }
}
`
