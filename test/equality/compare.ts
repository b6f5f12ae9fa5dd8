import { git, type Village } from '@pail/testkit'
import { type Compared, differs, questions, type Server } from './questions.ts'
import { openSource } from './source.ts'

export interface Comparison {
  compared: number
  differences: Compared[]
}

/** Pushes every branch and tag of a repository on this disk, then asks at random what both git and the server know. */
export async function compare(village: Village, folder: string, samples: number, seed = 1): Promise<Comparison> {
  await git(
    folder,
    'push',
    '-q',
    await village.remote('acme/site'),
    'refs/heads/*:refs/heads/*',
    'refs/tags/*:refs/tags/*',
  )
  const source = openSource(folder, seed)
  const server = await speak(village)
  const differences: Compared[] = []
  let compared = 0
  for (let turn = 0; compared < samples; turn++) {
    const answer = await questions[turn % questions.length]!(source, server)
    if (!answer) continue
    compared++
    if (differs(answer)) differences.push(answer)
  }
  return { compared, differences }
}

async function speak(village: Village): Promise<Server> {
  const authorization = `Bearer ${await village.secret('ada')}`
  const bytes = async (path: string) => {
    const url = `http://pail.test/2.0/repositories/acme/site/${path}`
    const answer = await village.fetch(new Request(url, { headers: { authorization } }))
    const body = Buffer.from(await answer.arrayBuffer())
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${body}`)
    return body
  }
  return { bytes, json: async path => JSON.parse((await bytes(path)).toString()) }
}
