import { type Static, Type } from 'typebox'

/** What the operations that search code are asked with; those after `pagelen` go beyond upstream. */
export const codeSearchQuery = Type.Object({
  search_query: Type.String({
    description:
      'Words, `"phrases"`, `AND`, `OR`, `NOT`, `-word`, parentheses, and `repo:`, `project:`, `path:`, `ext:`, `lang:`.',
  }),
  page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
  pagelen: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
  match: Type.Optional(
    Type.Union([Type.Literal('terms'), Type.Literal('substring'), Type.Literal('regex'), Type.Literal('symbols')], {
      description:
        'What the words are: whole words, pieces of text, one regular expression, or names that are defined.',
    }),
  ),
  case_sensitive: Type.Optional(Type.Boolean({ description: 'Whether capitals are told from small letters.' })),
  branch: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 250,
      description: 'A branch, or a glob of several, instead of main branches.',
    }),
  ),
  forks: Type.Optional(
    Type.Literal('all', { description: 'Forks too that have no commit of their own; else they are left out.' }),
  ),
})
export type CodeSearchQuery = Static<typeof codeSearchQuery>
