import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { devNull } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { git } from './git.ts'
import { push } from './push.ts'
import { repositoryIn, sessionOf } from './session.ts'
import { tell } from './show.ts'
import { inTemporaryFolder } from './temporary.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** `pail demo`: the repository that a first start shows; holds our own history where there is one. */
export const demoCommand = (): Command =>
  new Command('demo').argument('<workspace/repository>').action(async (to: string, _: object, me: Command) => {
    const session = sessionOf(me)
    const description = 'A repository to try things with'
    const main = { mainbranch: { name: 'main' } }
    await session.client.repositories.create(repositoryIn(to), { is_private: false, description, ...main })
    const refspecs = ['HEAD:refs/heads/main', 'refs/tags/*:refs/tags/*']
    await inTemporaryFolder(async (folder, signal) => {
      const cwd = (await isWholeClone(ROOT)) ? ROOT : await smallHistory(folder)
      await push(session, { to, refspecs, cwd, signal })
    })
    tell(`${to} is filled`, session.json, { full_name: to })
  })

/** Whether a folder is itself a clone, with all of its history. */
export async function isWholeClone(folder: string): Promise<boolean> {
  try {
    const ask = (...args: string[]) => git({ args: ['rev-parse', ...args], cwd: folder })
    await ask('--verify', '-q', 'HEAD^{commit}')
    const top = (await ask('--show-toplevel')).trim()
    return top === (await realpath(folder)) && (await ask('--is-shallow-repository')).trim() === 'false'
  } catch {
    return false
  }
}

const NAMED = { NAME: 'Pail', EMAIL: 'pail@localhost' }

/** Nobody's settings have a say in a history that is the same for everybody. */
const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  ...Object.fromEntries(
    Object.entries(NAMED).flatMap(([name, value]) => [
      [`GIT_AUTHOR_${name}`, value],
      [`GIT_COMMITTER_${name}`, value],
    ]),
  ),
}

const HISTORY: readonly { path: string; text: string; message: string }[] = [
  {
    path: 'README.md',
    text: '# Hello\n\nThis repository came with your Pail. Clone it, change it, push it back.\n',
    message: 'Say hello',
  },
  {
    path: 'src/hello.js',
    text: "export const greet = name => ['Hello', name].join(', ')\n\nconsole.log(greet(process.argv[2] ?? 'world'))\n",
    message: 'Greet whoever is named',
  },
  {
    path: 'README.md',
    text: '# Hello\n\nThis repository came with your Pail. Clone it, change it, push it back.\n\n    node src/hello.js you\n',
    message: 'Tell how to be greeted',
  },
]

/** The same few commits for everybody. */
export async function smallHistory(folder: string): Promise<string> {
  const run = (...args: string[]) => git({ args, cwd: folder, env: ENVIRONMENT })
  await run('init', '-q', '-b', 'main')
  for (const { path, text, message } of HISTORY) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
    await run('add', '--', path)
    await run('commit', '-q', '-m', message)
  }
  await run('tag', '-a', 'v1.0', '-m', 'The first version')
  return folder
}
