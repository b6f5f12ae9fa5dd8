import { join } from 'node:path'
import { oneFile } from './one-file.ts'

const source = join(import.meta.dirname, '..', 'packages', 'download-actions')

export const buildDownloadActions = (folder: string): Promise<string> =>
  oneFile(join(source, 'src', 'main.ts'), join(folder, 'bitbucket-downloads'))

if (import.meta.main) console.log(`made ${await buildDownloadActions(join(source, 'dist'))}`)
