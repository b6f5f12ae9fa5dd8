import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program that tests need and that Debian has. */
export type Need = 'postgresql' | 'openssh-client' | 'openssh-server' | 'dropbear-bin' | 'chromium' | 'git-lfs'

const isOnPath = (name: string) =>
  (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, name)))

const FOUND: Record<Need, () => boolean> = {
  chromium: () => isOnPath('chromium'),
  'git-lfs': () => isOnPath('git-lfs'),
  postgresql: () => isOnPath('initdb') || globSync('/usr/lib/postgresql/*/bin/initdb').length > 0,
  'openssh-client': () => isOnPath('ssh') && isOnPath('ssh-keygen'),
  'dropbear-bin': () => isOnPath('dbclient'),
  'openssh-server': () => ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].some(existsSync),
}

/** Finds or installs it; answers what is lacking, in a sentence, or nothing. */
export function provide(need: Need): string[] {
  if (FOUND[need]()) return []
  if (process.getuid?.() !== 0 || !isOnPath('apt-get'))
    return [`${need} is not installed, and only root on Debian can have it installed here`]
  console.log(`installing ${need} ...`)
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status
  const installed = apt('update', '-q') === 0 && apt('install', '-y', '-q', '--no-install-recommends', need) === 0
  return installed && FOUND[need]() ? [] : [`${need} could not be installed`]
}

/** What is tested only where it is, as no distribution has the programs; a run without it is whole. */
export function leftOut(): string[] {
  const missing = ['zoekt-archive-index', 'zoekt-webserver'].filter(name => !isOnPath(name))
  return missing.length > 0 ? [`code search on Zoekt: there is no ${missing.join(' and no ')} on the PATH`] : []
}
