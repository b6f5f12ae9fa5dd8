import type { Target } from '../../../kernel/target.ts'
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
