import type { Repository } from '@pail/client'
import { Command } from 'commander'
import { Misused } from './failure.ts'
import { limited, type Most, taken } from './list.ts'
import { repositoryIn, sessionOf } from './session.ts'
import { bytes, type Column, day, showAll, showOne, tell } from './show.ts'

const columns: Column<Repository>[] = [
  ['name', repository => repository.full_name],
  ['project', repository => repository.project?.key],
  ['main branch', repository => repository.mainbranch?.name],
  ['private', repository => repository.is_private],
  ['size', repository => bytes(repository.size)],
  ['updated', repository => day(repository.updated_on)],
]

const more: Column<Repository>[] = [
  ...columns,
  ['description', repository => repository.description],
  ['clone', repository => repository.links?.clone?.find(({ name }) => name === 'https')?.href],
]

/** `pail repo`: repositories. */
export function repoCommand(): Command {
  const repo = new Command('repo').description('repositories')
  repo
    .command('create <workspace/repository>')
    .description('make an empty repository')
    .option('--public', 'for everybody to read')
    .option('--description <text>', 'what it is')
    .option('--project <key>', 'the project it belongs to (the oldest one)')
    .action(create)
  limited(repo.command('list <workspace>').description('list the repositories of a workspace'))
    .option('-q, --query <filter>', 'only those that match, as in: name ~ "site"')
    .action(list)
  repo.command('show <workspace/repository>').description('show one repository').action(show)
  repo
    .command('delete <workspace/repository>')
    .description('delete a repository with everything in it')
    .option('--yes', 'really')
    .action(remove)
  repo
    .command('transfer <workspace/repository> <workspace>')
    .description('hand a repository over to another workspace')
    .option('--project <key>', 'the project it will belong to (the oldest one)')
    .action(transfer)
  return repo
}

interface Wish {
  public?: true
  description?: string
  project?: string
}

async function create(name: string, { public: isPublic, description, project }: Wish, me: Command) {
  const { client, json } = sessionOf(me)
  const body = { is_private: !isPublic, description, ...(project && { project: { key: project } }) }
  showOne(await client.repositories.create(repositoryIn(name), body), more, json)
}

async function list(workspace: string, { query, ...most }: Most & { query?: string }, me: Command) {
  const { client, json } = sessionOf(me)
  const wanted = { workspace, q: query, sort: 'name', pagelen: 100 }
  showAll(await taken(client.repositories.list(wanted), most), columns, json)
}

async function show(name: string, _: object, me: Command) {
  const { client, json } = sessionOf(me)
  showOne(await client.repositories.get(repositoryIn(name)), more, json)
}

async function remove(name: string, { yes }: { yes?: true }, me: Command) {
  const { client, json } = sessionOf(me)
  if (!yes) throw new Misused(`${name} will be gone for good: say --yes as well`)
  await client.repositories.delete(repositoryIn(name))
  tell(`${name} is deleted`, json, { deleted: name })
}

async function transfer(name: string, slug: string, { project }: { project?: string }, me: Command) {
  const { client, json } = sessionOf(me)
  const body = { workspace: { slug }, ...(project && { project: { key: project } }) }
  showOne(await client.repositories.transfer(repositoryIn(name), body), more, json)
}
