import { FSCK_SETTINGS } from './fsck-rules.ts'
import type { Repository } from './git.ts'
import { output } from './output.ts'

/** Everything git finds wrong with a repository. */
export async function fsck(repository: Repository, signal?: AbortSignal): Promise<string[]> {
  const args = ['fsck', '--full', '--strict', '--no-dangling', '--no-progress']
  const { code, stdout, stderr } = await output(repository, { args, settings: FSCK_SETTINGS, signal, leashed: true })
  const lines = `${stdout}${stderr}`.split('\n').filter(line => line !== '' && !line.startsWith('notice: '))
  const complaints = lines.map(line => line.replaceAll(repository.dir, '(repository)'))
  return code === 0 ? [] : complaints.length > 0 ? complaints : ['git fsck did not end well']
}
