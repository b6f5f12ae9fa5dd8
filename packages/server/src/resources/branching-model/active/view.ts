import { links as at } from '../../../kernel/links.ts'
import { embed, embedAll, flag, links, text, untyped, view } from '../../../kernel/view.ts'
import { branchView } from '../../refs/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { branchTypeView, enabledIn } from '../view.ts'
import type { Active, ActiveBranch } from './active.ts'

const activeBranchView = untyped<ActiveBranch>('branching_model_branch', {
  name: text(b => b.name),
  use_mainbranch: flag(b => b.usesMain),
  branch: embed(
    () => branchView,
    b => b.branch,
    'listed',
  ),
})

const members = (part: string) => ({
  development: embed<Active, ActiveBranch>(
    () => activeBranchView,
    a => a.development,
  ),
  production: embed<Active, ActiveBranch>(
    () => activeBranchView,
    a => a.production,
  ),
  branch_types: embedAll(
    () => branchTypeView,
    (a: Active) => enabledIn(a.model),
  ),
  links: links<Active>({ self: ({ repository }, { site }) => at.repositoryPart(site, fullName(repository), part) }),
})

export const modelView = view<Active>('branching_model', members('branching-model'))

export const effectiveModelView = view<Active>('effective_repo_branching_model', members('effective-branching-model'))
