#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { accessTokenCommand } from './access-token.ts'
import { addonCommand } from './addon.ts'
import { applicationCommand } from './application.ts'
import { auditCommand } from './audit.ts'
import { backupCommand } from './backup.ts'
import { blobsCommand } from './blobs.ts'
import { consumerCommand } from './consumer.ts'
import { demoCommand } from './demo.ts'
import { deployKeyCommand } from './deploy-key.ts'
import { doctorCommand } from './doctor.ts'
import { downloadCommand } from './download.ts'
import { FAILED, INTERRUPTED, lineOf, Misused, WRONG_USE } from './failure.ts'
import { gpgKeyCommand } from './gpg-key.ts'
import { importCommand } from './import.ts'
import { keysCommand } from './keys.ts'
import { repoCommand } from './repo.ts'
import { restoreCommand } from './restore.ts'
import { searchCommand } from './search.ts'
import { serveCommand } from './serve.ts'
import { signingKeyCommand } from './signing-key.ts'
import { sshKeyCommand } from './ssh-key.ts'
import { syncCommand } from './sync.ts'
import { tokenCommand } from './token.ts'
import { userCommand } from './user.ts'
import { workspaceCommand } from './workspace.ts'

const DEFAULT_URL = 'http://127.0.0.1:7990'

const program = new Command('pail')
  .description('A self-hosted Git forge that speaks the REST API of Bitbucket Cloud')
  .option('--url <url>', 'the server (PAIL_URL)', process.env.PAIL_URL || DEFAULT_URL)
  .option('--token <token>', 'who you are: a token, or email:token (PAIL_TOKEN, which nobody else sees)')
  .option('--json', 'answer in JSON')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(--help tells more)')

if (process.env.PAIL_TOKEN) program.setOptionValueWithSource('token', process.env.PAIL_TOKEN, 'env')

for (const command of [
  serveCommand(),
  importCommand(),
  syncCommand(),
  userCommand(),
  workspaceCommand(),
  repoCommand(),
  downloadCommand(),
  tokenCommand(),
  sshKeyCommand(),
  gpgKeyCommand(),
  deployKeyCommand(),
  consumerCommand(),
  addonCommand(),
  applicationCommand(),
  accessTokenCommand(),
  searchCommand(),
  auditCommand(),
  doctorCommand(),
  backupCommand(),
  restoreCommand(),
  blobsCommand(),
  keysCommand(),
  signingKeyCommand(),
])
  program.addCommand(command)
program.addCommand(demoCommand(), { hidden: true })
inherit(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = fail(error)
}

/** Commands made apart from the program take over how it shows help and ends. */
function inherit(command: Command): void {
  for (const below of command.commands) {
    below.copyInheritedSettings(command)
    inherit(below)
  }
  command.exitOverride()
}

function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE
  if (error instanceof Error && error.name === 'AbortError') return INTERRUPTED
  const line = lineOf(error, program.opts<{ url: string }>().url)
  if (line === undefined) throw error
  process.stderr.write(`pail: ${line}\n`)
  return error instanceof Misused ? WRONG_USE : FAILED
}
