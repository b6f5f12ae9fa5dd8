import { Forbidden } from '@pail/failures'
import type { Known } from '../../kernel/actor.ts'
import type { Target } from '../../kernel/target.ts'
import * as store from './store.ts'
import type { User } from './user.ts'

/** The account that `{selected_user}` names; anybody may know of it. */
export const user: Target<User> = {
  grade: 'open',
  load: ({ db, params }) => store.find(db, params.selected_user ?? ''),
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
  async load({ db, actor, params }) {
    const found = await store.find(db, params.selected_user ?? '')
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
