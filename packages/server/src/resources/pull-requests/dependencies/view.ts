import { Type } from 'typebox'
import { embed, flag, untyped, type View } from '../../../kernel/view.ts'
import { pullRequestView } from '../view.ts'
import type { Dependency } from './dependency.ts'

const MOST = 50

export const dependenciesInput = Type.Object({
  dependencies: Type.Array(Type.Object({ id: Type.Integer({ minimum: 1, maximum: 999_999_999 }) }), {
    maxItems: MOST,
  }),
})

export const dependencyView: View<Dependency> = untyped<Dependency>('pullrequest_dependency', {
  pull_request: embed(
    () => pullRequestView,
    d => d.pullRequest,
    'listed',
  ),
  stacked: flag(d => d.isStacked),
})
