import { mkdir, open, opendir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isAbsent, unlessAbsent } from './fault.ts'

/** What is in a folder, if that is there. */
export async function* namesIn(folder: string): AsyncGenerator<string> {
  const found = await unlessAbsent(opendir(folder))
  if (found) for await (const { name } of found) yield name
}

/** Does something in a folder that is nearly always there. */
export async function withFolder<T>(path: string, work: () => T): Promise<Awaited<T>> {
  try {
    return await work()
  } catch (error) {
    if (!isAbsent(error)) throw error
    await makeFolder(path)
    return await work()
  }
}

/** A folder is there for good only when the one around it says so on the disk. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await flushFolder(dirname(made))
}

export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}
