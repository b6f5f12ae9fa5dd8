import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { Misused } from '../core/misused.ts'
import { lastOf } from '../node/save.ts'

/** The folder below which files may be read and written; paths are taken relative to it. */
export class Root {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async at(path: string): Promise<Root> {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isDirectory()) throw new Misused(`${path} is no folder`)
    return new Root(await realpath(path))
  }

  /** A file that is there. */
  async toRead(path: string): Promise<string> {
    const whole = this.#within(path)
    const real = await realpath(whole).catch(() => undefined)
    if (real === undefined) throw new Misused(`${path} is not there`)
    return this.#without(path, whole, real)
  }

  /** A file that may come to be: what the path names, or a file of that name in the folder that it names. */
  async toWrite(path: string, name: string): Promise<string> {
    const given = this.#within(path)
    const isFolder = /[/\\]$/.test(path) || (await stat(given).catch(() => undefined))?.isDirectory()
    const whole = isFolder ? join(given, lastOf(name)) : given
    const folder = await realpath(dirname(whole)).catch(() => undefined)
    if (folder === undefined) throw new Misused(`the folder of ${path} is not there`)
    return this.#without(path, whole, join(folder, basename(whole)))
  }

  #within(path: string): string {
    if (path === '' || path.includes('\0')) throw new Misused('a path is empty')
    if (path.split(/[/\\]/).includes('..')) throw new Misused(`${path} leads up, which no path may`)
    const whole = resolve(this.path, path)
    const below = relative(this.path, whole)
    if (below.startsWith(`..${sep}`) || below === '..' || isAbsolute(below))
      throw new Misused(`${path} is not below the folder that is allowed`)
    return whole
  }

  /** A link may lead anywhere, so none is followed. */
  #without(path: string, whole: string, real: string): string {
    if (real !== whole) throw new Misused(`${path} leads through a symbolic link, which no path may`)
    return whole
  }
}
