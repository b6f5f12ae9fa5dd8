import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { git, temporary } from '@pail/testkit'

const run = promisify(execFile)
/** Makes a public repository of what is in a folder. */
export type Make = (origin: string, slug: string, folder: string) => Promise<void>

/** Installs a package for Python and one for Node, each from an archive of ours and from git. */
export async function installPackages(origin: string, python: string, make: Make): Promise<string[]> {
  await make(origin, 'wheelbarrow', await committed(WHEELBARROW))
  await make(origin, 'teapot', await committed(TEAPOT))
  const place = (slug: string) => `${origin}/demo/${slug}`
  const done: string[] = []
  for (const from of [
    `${place('wheelbarrow')}/get/main.tar.gz`,
    `${place('wheelbarrow')}/get/v1.0.zip`,
    `git+${place('wheelbarrow')}.git@main`,
  ]) {
    const to = temporary()
    const args = [
      '-m',
      'pip',
      'install',
      '-q',
      '--no-cache-dir',
      '--no-deps',
      '--no-build-isolation',
      '--target',
      to,
      from,
    ]
    await run(python, args, { env: { ...process.env, PIP_TRUSTED_HOST: '127.0.0.1' } })
    const { stdout } = await run(python, ['-c', 'import wheelbarrow; print(wheelbarrow.LOAD)'], {
      env: { PYTHONPATH: to },
    })
    if (stdout.trim() !== '7') throw new Error(`pip installed something else from ${from}`)
    done.push(`pip install ${from}`)
  }
  for (const from of [`${place('teapot')}/get/main.tar.gz`, `git+${place('teapot')}.git#v1.0`]) {
    const to = temporary()
    writeFileSync(join(to, 'package.json'), '{ "name": "kitchen", "private": true }')
    await run('npm', ['install', '--no-audit', '--no-fund', from], { cwd: to })
    if (!existsSync(join(to, 'node_modules', 'teapot', 'index.js')))
      throw new Error(`npm installed nothing from ${from}`)
    done.push(`npm install ${from}`)
  }
  return done
}

/** A repository with these files on `main`, tagged `v1.0` and `v1.0.0`. */
export async function committed(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'first')
  await git(folder, 'tag', 'v1.0')
  await git(folder, 'tag', 'v1.0.0')
  return folder
}

const WHEELBARROW = {
  'setup.py': "from setuptools import setup\nsetup(name='wheelbarrow', version='1.0', py_modules=['wheelbarrow'])\n",
  'wheelbarrow.py': 'LOAD = 7\n',
}
const TEAPOT = {
  'package.json': '{ "name": "teapot", "version": "1.0.0", "main": "index.js" }\n',
  'index.js': 'module.exports = 418\n',
}
