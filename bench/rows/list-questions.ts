/** A page that a client asks for, and how fast it has to come. */
export interface Question {
  what: string
  q?: string
  sort?: string
  /** The same for the bare SQL, which is told whose rows these are and nothing about rights. */
  where: string
  order: string
  goalMs: number
  /** Whether an index has to lead to the page. */
  led?: true
}

const OLDEST = 'r.created_on, r.uuid'
const EVERYWHERE = 'r.workspace_uuid = $workspace'
const IN_PROJECT = 'r.project_uuid = $project'
const NEWEST = { sort: '-updated_on', order: 'r.updated_on desc, r.uuid desc' }
const LED = { goalMs: 5, led: true } as const
export const QUESTIONS: readonly Question[] = [
  { what: 'of one project', q: 'project.key="P7"', where: IN_PROJECT, order: OLDEST, ...LED },
  { what: 'newest change first', where: EVERYWHERE, ...NEWEST, goalMs: 150, led: true },
  { what: 'of one project, newest change first', q: 'project.key="P7"', where: IN_PROJECT, ...NEWEST, ...LED },
  {
    what: 'with 77 in the name',
    q: 'name~"77"',
    where: `${EVERYWHERE} and r.name like '%77%'`,
    order: OLDEST,
    goalMs: 150,
  },
  { what: 'by size', sort: '-size', where: EVERYWHERE, order: 'r.size desc, r.uuid desc', goalMs: 150 },
  { what: 'by language', sort: 'language', where: EVERYWHERE, order: 'r.language, r.uuid', goalMs: 150 },
]
