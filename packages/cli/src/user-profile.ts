import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { Failed, Misused } from './failure.ts'
import { holderOf } from './key-file.ts'
import { sessionOf } from './session.ts'
import { tell } from './show.ts'

/** What of an account is to be changed. */
interface Wish {
  user?: string
  name?: string
  nickname?: string
  location?: string
  username?: string
  avatar?: string | false
}

/** Adds what changes an account's profile, and what ends an account. */
export function profileCommands(
  user: Command,
  show: (username: string, _: object, me: Command) => Promise<void>,
): void {
  user
    .command('edit')
    .description('change a profile; the addresses of an old username lead to the new one')
    .option('--user <username>', 'of somebody else')
    .option('--name <name>', 'display name')
    .option('--nickname <name>', 'what others call them')
    .option('--location <place>', 'empty for none')
    .option('--username <name>', 'what the account is called from now on')
    .option('--avatar <file>', 'a PNG, JPEG, GIF or WebP picture of up to 64 KB')
    .option('--no-avatar', 'initials instead of a picture')
    .action((wish: Wish, me: Command) => edit(wish, me, show))
  user
    .command('delete <username>')
    .description('make a former user of an account; what it made stays')
    .option('--yes', 'really')
    .action(remove)
}

async function edit({ user, name, avatar, ...wish }: Wish, me: Command, show: (...of: ShownBy) => Promise<void>) {
  const body = { ...wish, display_name: name, avatar: avatar === false ? null : avatar && pictureIn(avatar) }
  if (Object.values(body).every(value => value === undefined)) throw new Misused('Say what to change (--help tells)')
  const { client } = sessionOf(me)
  const { uuid } = await client.users.update(await holderOf(client, user), body)
  await show(uuid ?? '', {}, me)
}

type ShownBy = [username: string, _: object, me: Command]

async function remove(username: string, { yes }: { yes?: true }, me: Command) {
  if (!yes) throw new Misused(`${username} will be gone for good: say --yes as well`)
  const { client, json } = sessionOf(me)
  await client.users.delete({ selected_user: username })
  tell(`${username} is deleted`, json, { deleted: username })
}

const TYPES: readonly (readonly [type: string, beginning: RegExp])[] = [
  ['png', /^\x89PNG/],
  ['jpeg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  ['webp', /^RIFF.{4}WEBP/s],
]

/** A picture as the server takes it. */
function pictureIn(file: string): string {
  const bytes = read(file)
  const beginning = bytes.toString('latin1', 0, 12)
  const type = TYPES.find(([, pattern]) => pattern.test(beginning))?.[0]
  if (type === undefined) throw new Misused(`${file} is no PNG, JPEG, GIF or WebP picture`)
  return `data:image/${type};base64,${bytes.toString('base64')}`
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Failed(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
