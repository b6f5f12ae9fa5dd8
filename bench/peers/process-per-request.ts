import { spawn } from 'node:child_process'
import { listen } from '@pail/testkit'

/** Answers every request with what one git process prints, as a CGI does. */
export function startProcessPerRequest(folder: string, args: readonly string[]) {
  return listen((_, response) => {
    const child = spawn('git', [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
    response.writeHead(200, { 'content-type': 'text/plain' })
    child.stdout.pipe(response)
  })
}
