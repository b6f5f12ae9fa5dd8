import { Forbidden } from '@pail/failures'
import type { Known } from '../../kernel/actor.ts'
import { Moved } from '../../kernel/failure.ts'
import type { Target } from '../../kernel/target.ts'
import * as store from './store.ts'
import type { User } from './user.ts'
import { movedTo } from './usernames.ts'

/** The account that `{selected_user}` names, now or before; anybody may know of it. */
export const user: Target<User> = {
  grade: 'open',
  async load({ db, params }) {
    const id = params.selected_user ?? ''
    const found = await store.seek(db, id)
    const to = found ? undefined : await movedTo(db, id)
    if (to !== undefined) throw new Moved({ selected_user: to })
    return found ?? store.find(db, id)
  },
}

/** The same, be it a person or what an access token acts as. */
export const acting: Target<User> = {
  grade: 'open',
  load: async ask => (await store.seekAccount(ask.db, ask.params.selected_user ?? '')) ?? user.load(ask),
}

/** The same for what only its owner, or an administrator of the installation, may do. */
export const ownUser: Target<User> = {
  grade: 'account',
  isPersonal: true,
  async load(ask) {
    const { actor } = ask
    const found = await user.load(ask)
    if (found.uuid !== (actor as Known).uuid && !(actor as Known).isAdmin) throw new Forbidden('Forbidden')
    return found
  },
}

/** For what only administrators of the installation may do. */
export const administrator: Target<Known> = {
  grade: 'account',
  isPersonal: true,
  async load({ actor }) {
    if (!(actor as Known).isAdmin)
      throw new Forbidden('Forbidden', { detail: 'Only an administrator of this installation may do this.' })
    return actor as Known
  },
}

/** The account in the path, for administrators of the installation. */
export const administered: Target<User> = {
  grade: 'account',
  isPersonal: true,
  async load(ask) {
    await administrator.load(ask)
    return user.load(ask)
  },
}
