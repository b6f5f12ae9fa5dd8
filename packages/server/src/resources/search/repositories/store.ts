import type { Page, PageRequest } from '@pail/db'
import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Db, Tables } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { explicitly, visible } from '../../repositories/access.ts'
import { fullName, type Repository, ROLES } from '../../repositories/repository.ts'
import { byUuids } from '../../repositories/store.ts'
import type { Asked } from '../asked.ts'
import { type Ground, hunt } from '../hunt.ts'
import { marksIn } from '../marks.ts'
import { type Marked, pageOf } from '../page.ts'
import type { Place } from '../within.ts'

const eb = expressionBuilder<Tables, 'repositories'>()

/** What besides its texts a repository is to have. */
export interface Wanted extends Place {
  role?: string | undefined
  language?: string | undefined
}

export async function search(
  db: Db,
  actor: Actor,
  asked: Asked,
  { wanted, page }: { wanted: Wanted; page: PageRequest },
): Promise<Page<Marked<Repository>>> {
  const uuids = await hunt(db, groundOf(actor, wanted), asked)
  return pageOf(uuids, page, { read: shown => byUuids(db, shown), mark: one => marksIn(textsOf(one), asked) })
}

/** The repositories that the caller may see, or holds a role on, as lists of them say it. */
export function groundOf(actor: Actor, wanted: Wanted): Ground {
  const conditions = [...placed(wanted), ...held(actor, wanted.role), ...written(wanted.language)]
  return {
    texts: 'repository_texts',
    tables: ['repositories'],
    where: [visible(actor), ...conditions],
    isNarrow: !actor?.isAdmin || conditions.length > 0,
    order: { column: 'repositories.updated_on', descending: true },
  }
}

function placed({ workspace, project, repository }: Place): Expression<SqlBool>[] {
  if (repository) return [eb('repositories.uuid', '=', repository.uuid)]
  if (project) return [eb('repositories.project_uuid', '=', project.uuid)]
  return workspace ? [eb('repositories.workspace_uuid', '=', workspace.uuid)] : []
}

function held(actor: Actor, role: string | undefined): Expression<SqlBool>[] {
  const level = role === undefined ? undefined : ROLES[role]
  if (!level) return []
  return [actor ? explicitly(actor.uuid, level) : eb.lit(false)]
}

const written = (language: string | undefined): Expression<SqlBool>[] =>
  language === undefined ? [] : [eb('repositories.language', '=', language.toLowerCase())]

/** As the document shows them. */
const textsOf = (repository: Repository) => ({
  full_name: fullName(repository),
  name: repository.name,
  description: repository.description,
  language: repository.language,
  'project.key': repository.project.key,
  'project.name': repository.project.name,
})
