import { listed, view } from '../../../kernel/view.ts'
import type { User } from '../../users/user.ts'
import { profileView } from '../../users/view.ts'
import { marked } from '../marks.ts'
import type { Marked } from '../page.ts'

/** A person, to an administrator of the installation with the address by which they may have been found. */
export interface Person extends User {
  email?: string | undefined
}

export const foundPersonView = view<Marked<Person>>(
  'found_person',
  { ...profileView.members, email: listed.text<Marked<Person>>(one => one.email), ...marked() },
  'user',
)
