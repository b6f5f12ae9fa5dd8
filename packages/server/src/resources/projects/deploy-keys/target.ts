import { Forbidden } from '@pail/failures'
import { isPerson } from '../../../kernel/actor.ts'
import type { Ask, Target } from '../../../kernel/target.ts'
import type { Project } from '../project.ts'
import { project } from '../target.ts'
import type { Opened } from './deploy-key.ts'

export type OpenedProject = Opened & { project: Project }

/** The project in the path as something that keys open, for its administrators. */
export const openedProject: Target<OpenedProject> = {
  grade: 'admin',
  async load(ask) {
    const found = await project('admin').load(ask)
    return { kind: 'project', uuid: found.uuid, project: found }
  },
}

/** The same for those who let keys in and out, which is left to people. */
export const peopleOnly = <T>(target: Target<T>): Target<T> => ({
  grade: target.grade,
  async load(ask: Ask) {
    const found = await target.load(ask)
    if (ask.actor && !isPerson(ask.actor)) throw new Forbidden('Only people may change deploy keys.')
    return found
  },
})
