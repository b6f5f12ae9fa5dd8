import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Misused } from './failure.ts'

let piped: AsyncIterator<string> | undefined

/** One line from standard input. A terminal shows nothing of it, and no list of commands holds it. */
export async function askSecretly(question: string): Promise<string> {
  const line = process.stdin.isTTY ? await typed(question) : await nextPiped()
  if (!line) throw new Misused('Nothing was given')
  return line
}

function typed(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const asking = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  process.stderr.write(question)
  return new Promise(resolve => {
    asking.once('line', resolve).once('close', () => resolve(''))
    asking.once('line', () => asking.close())
  }).then(line => {
    process.stderr.write('\n')
    return line as string
  })
}

async function nextPiped(): Promise<string> {
  piped ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const { value = '' } = await piped.next()
  // Whoever holds the pipe open need not keep this process waiting.
  ;(process.stdin as { unref?(): void }).unref?.()
  return value
}
