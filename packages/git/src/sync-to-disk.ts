import { open } from 'node:fs/promises'

/** Returns when the names in a folder, or what a file holds, are on the disk. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
