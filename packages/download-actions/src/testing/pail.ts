import { asAdmin, type PailProcess, startPail } from '@pail/testkit'
import type { Place } from '../testing.ts'

/** A real Pail with an empty repository, whose tokens are those of the repository. */
export async function openPail(): Promise<Place & { pail: PailProcess; close(): Promise<unknown> }> {
  const pail = await startPail({ PAIL_DEMO: 'on' })
  const repo_slug = 'files'
  await asAdmin(pail.origin, `POST /2.0/repositories/demo/${repo_slug}`, { is_private: true })
  const token = async (...scopes: string[]): Promise<string> => {
    const path = `/pail/1/repositories/demo/${repo_slug}/access-tokens`
    return (await asAdmin(pail.origin, `POST ${path}`, { name: 'connector', scopes })).secret
  }
  return {
    url: pail.origin,
    token: await token('repository', 'repository:write'),
    reader: await token('repository'),
    workspace: 'demo',
    repo_slug,
    pail,
    close: () => pail.stop(),
  }
}
