import { Type } from 'typebox'
import { Answer } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { repository } from '../../repositories/target.ts'
import { commitUpload } from './commit.ts'
import { FORM, MULTIPART } from './receive.ts'

const text = Type.Optional(Type.String())

export const routes = [
  operation({
    id: 'source.commit',
    route: 'POST /2.0/repositories/{workspace}/{repo_slug}/src',
    summary: 'Commit files that are sent, and delete others',
    scope: ['repository:write', 'write:repository:bitbucket'],
    on: repository('write'),
    query: Type.Object({
      message: text,
      author: text,
      parents: text,
      files: Type.Optional(Type.Array(Type.String())),
      branch: text,
    }),
    reads: [MULTIPART, FORM],
    atomic: false,
    handle: async ({ forge, user, on, query, request, confirm, site }) => {
      const hash = await commitUpload(forge, { repository: on, actor: user, request, said: query, confirm })
      const location = links.commit(site, fullName(on), hash)
      return new Answer(undefined, { status: 201, headers: { location } })
    },
  }),
]
