import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporary } from '@pail/testkit'
import { committed, type Make } from './packages.ts'

const run = promisify(execFile)
const MODULE = '127.0.0.1/demo/compass'

/** A module path has no port, so the tool only finds a server on the usual one; whoever may not listen there skips it. */
export async function probeWithGo(origin: string, make: Make): Promise<string[]> {
  await make(origin, 'compass', await committed(COMPASS))
  const port = Number(new URL(origin).port)
  const usual = createServer(socket =>
    socket
      .pipe(connect(port, '127.0.0.1'))
      .on('error', () => {})
      .pipe(socket)
      .on('error', () => {}),
  )
  try {
    await once(usual.listen(80, '127.0.0.1'), 'listening')
  } catch (error) {
    return [`go get was not tried: port 80 is not free (${(error as Error).message})`]
  }
  try {
    const folder = temporary()
    writeFileSync(join(folder, 'go.mod'), 'module example.com/map\n\ngo 1.20\n')
    writeFileSync(
      join(folder, 'main.go'),
      `package main\n\nimport "${MODULE}"\n\nfunc main() { println(compass.North) }\n`,
    )
    const env = {
      ...process.env,
      GOINSECURE: '127.0.0.1',
      GOPROXY: 'direct',
      GONOSUMDB: '*',
      GONOSUMCHECK: '1',
      GOFLAGS: '-mod=mod',
      GOPATH: join(folder, 'go'),
      GOCACHE: join(folder, 'cache'),
    }
    await run('go', ['get', `${MODULE}@v1.0.0`], { cwd: folder, env })
    await run('go', ['build', './...'], { cwd: folder, env })
    await run('go', ['clean', '-modcache'], { cwd: folder, env })
    return [`go get ${MODULE}@v1.0.0`]
  } finally {
    usual.close()
  }
}

const COMPASS = { 'go.mod': `module ${MODULE}\n\ngo 1.20\n`, 'compass.go': 'package compass\n\nconst North = 0\n' }
