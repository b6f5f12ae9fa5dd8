import { Command } from 'commander'

/** What `pail sync` can be told. */
export interface SyncWish {
  to: string
  workspace?: string
  streams?: string
  full?: true
  config?: string
}

/** `pail sync`: a workspace as tables, kept up to date. */
export const syncCommand = (): Command =>
  new Command('sync')
    .description('keep tables of repositories, pull requests, commits and more of a workspace')
    .requiredOption('--to <target>', 'sqlite:file.db, postgres://user@host/database, parquet:folder or jsonl:folder')
    .option('--workspace <workspace>', 'which one (your own)')
    .option('--streams <names>', 'only these, with commas between them')
    .option('--full', 'read everything again, and take away what is there no longer')
    .option('--config <file>', 'a JSON file as pail-source-bitbucket takes it, in the place of --url and --token')
    // The drivers of databases and files would make every other command slower to start.
    .action(async (wish: SyncWish, me: Command) => (await import('./sync-run.ts')).syncWorkspace(wish, me))
