import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface PostgresServer {
  url: string
  stop(): Promise<void>
}

// Ordering by the rules of a language, as many servers do, shows a query that relies on order by bytes without saying so.
// The shell waits for its input to close, so the server ends with this process however that ends.
const SCRIPT = `
"$1/initdb" -D "$2/data" -U pail -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=en-US -N >"$2/log" 2>&1 &&
"$1/pg_ctl" -D "$2/data" -l "$2/log" -w -s -o "-F -k '$2' -c listen_addresses= -c max_connections=300" start >&2 &&
echo ready && cat >/dev/null || cat "$2/log" >&2
"$1/pg_ctl" -D "$2/data" -m immediate -s stop
rm -rf "$2"
`

/** Starts an empty PostgreSQL server on a Unix socket only this user can reach. It ends with the process. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pail-pg-'))
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const shell = spawn('sh', ['-c', SCRIPT, 'postgres', programs(), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: folder,
    ...owner,
  })
  const [word] = await Promise.race([once(shell.stdout, 'data'), once(shell, 'exit')])
  if (String(word).trim() !== 'ready') throw new Error('The PostgreSQL server did not start')
  letGo(shell)
  const url = `postgres:///postgres?user=pail&host=${encodeURIComponent(folder)}`
  return { url, stop: () => stop(shell) }
}

async function stop(shell: ChildProcess): Promise<void> {
  shell.ref()
  shell.stdin?.end()
  if (shell.exitCode === null) await once(shell, 'exit')
}

function letGo(shell: ChildProcess): void {
  shell.unref()
  for (const stream of [shell.stdin, shell.stdout]) (stream as Socket | null)?.unref()
}

function programs(): string {
  const onPath = (process.env.PATH ?? '').split(delimiter)
  const packaged = globSync('/usr/lib/postgresql/*/bin').sort().reverse()
  const folder = [...onPath, ...packaged].find(folder =>
    ['initdb', 'pg_ctl'].every(name => existsSync(join(folder, name))),
  )
  if (!folder) throw new Error('No PostgreSQL programs on this machine: initdb and pg_ctl are needed')
  return folder
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const account = ['postgres', 'nobody'].map(name => accounts.find(([known]) => known === name)).find(Boolean)
  if (!account) throw new Error('PostgreSQL does not run as root, and there is neither a postgres nor a nobody account')
  return { uid: Number(account[2]), gid: Number(account[3]) }
}
