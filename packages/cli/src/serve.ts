import { Command } from 'commander'
import { become } from './server-entry.ts'

/** `pail serve`: the forge itself; told by environment, as the README has it. */
export const serveCommand = (): Command =>
  new Command('serve')
    .description('serve the forge (settings: PAIL_DATA, PAIL_PORT, …)')
    .action(() => become('main.ts'))
