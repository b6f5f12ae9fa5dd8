import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HOST_KEY_FILES } from '../../git-doors/ssh/host-key-files.ts'
import { openKeyRing } from '../../kernel/secrets.ts'
import { sealed } from '../../slices.ts'
import type { Check, Fault, Patient } from './check.ts'

/** The git that the git node has found is new enough: it does not start otherwise. */
export const gitVersion: Check = {
  name: 'git',
  async look({ git, say }) {
    const { git: number } = await git.version()
    say(`git ${number}`)
    return []
  },
}

export const writableDirectories: Check = {
  name: 'directories',
  async look({ place }) {
    return [place.path, place.git].flatMap(path => {
      try {
        accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
        return []
      } catch (error) {
        return [
          {
            about: `${path} cannot be written: ${(error as Error).message}`,
            mend: 'give it to the user that Pail runs as',
          },
        ]
      }
    })
  },
}

const BACKUP_OR_LOSS = 'bring it back from where its copy is; without it every pipeline variable has to be set anew'

/** The key file is for its owner only and opens everything that is sealed; where nothing is, a start makes one. */
export const keyFile: Check = {
  name: 'keys',
  async look({ place, database }) {
    const found = statSync(place.keys, { throwIfNoEntry: false })
    if (!found)
      return (await isAnythingSealed(database)) ? [{ about: `${place.keys} is missing`, mend: BACKUP_OR_LOSS }] : []
    const open = (found.mode & 0o077) === 0 ? [] : [tooOpen(place.keys)]
    try {
      return [...open, ...(await unopened({ place, database }))]
    } catch (error) {
      return [...open, { about: `${place.keys} cannot be read: ${(error as Error).message}`, mend: BACKUP_OR_LOSS }]
    }
  },
}

async function isAnythingSealed({ reader }: Patient['database']): Promise<boolean> {
  const first = await Promise.all(sealed.map(rows => rows.after(reader, '', 1)))
  return first.some(rows => rows.length > 0)
}

const tooOpen = (file: string): Fault => ({
  about: `${file} can be read by others than its owner`,
  mend: `chmod 600 ${file}`,
})

const PAGE = 500

async function unopened({ place, database }: Pick<Patient, 'place' | 'database'>): Promise<Fault[]> {
  const keys = openKeyRing(place.keys)
  keys.seal('', '')
  let count = 0
  let reason = ''
  for (const rows of sealed) {
    for (let page = await rows.after(database.reader, '', PAGE); page.length > 0; ) {
      for (const row of page) {
        try {
          keys.unseal(row.sealed, row.place)
        } catch (error) {
          count++
          reason = (error as Error).message
        }
      }
      page = await rows.after(database.reader, page.at(-1)!.id, PAGE)
    }
  }
  if (count === 0) return []
  return [{ about: `${count} sealed values do not open: ${reason}`, mend: BACKUP_OR_LOSS }]
}

/** The keys by which SSH clients know the server are for its owner only; those that are missing are made at the next start. */
export const hostKeys: Check = {
  name: 'ssh host keys',
  async look({ place, config }) {
    if (config.ssh === 'off') return []
    const files = HOST_KEY_FILES.map(file => join(place.ssh, file))
    return files.filter(file => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0).map(tooOpen)
  },
}

/** What is put away under a passing name and has been left there. */
const PASSING = /^keys\.json\.new$/
const EXPECTED =
  /^((pail|search)\.db(-wal|-shm)?|(keys\.)?lock(-journal)?|keys\.json|ssh|signing|git|blobs|cache|lost\+found)$/

/** Names that Pail does not give, and those it should have taken away. */
export const leftovers: Check = {
  name: 'leftovers',
  async look({ place }) {
    return readdirSync(place.path)
      .filter(name => !EXPECTED.test(name))
      .map(name => leftover(join(place.path, name), PASSING.test(name)))
  },
}

function leftover(path: string, isOurs: boolean): Fault {
  if (!isOurs) return { about: `${path} is nothing of Pail's`, mend: 'take it to another place' }
  return { about: `${path} was left behind`, mend: 'pail doctor --fix removes it', fix: () => rm(path) }
}
