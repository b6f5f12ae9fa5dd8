import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, type MergeFacts } from './merge-checks.ts'
import type { Kind, Restriction } from './restriction.ts'

const NOTHING_OPEN: MergeFacts = {
  approvals: 0,
  defaultReviewerApprovals: 0,
  reviewGroupApprovals: 0,
  changesRequested: 0,
  openTasks: 0,
  unresolvedComments: 0,
  builds: { successful: 0, failed: 0, inProgress: 0 },
  commitsBehind: 0,
  unmergedDependencies: 0,
  missingOwners: [],
}
const rule = (kind: Kind, value: number | null = null, id = 7) =>
  ({ id, kind, value, match: { by: 'glob', pattern: '*' }, users: [], groups: [] }) as unknown as Restriction
const failed = (rules: readonly Restriction[], facts: Partial<MergeFacts> = {}) =>
  judge(rules, { ...NOTHING_OPEN, ...facts }, { isAdvisory: false }).failed

test('all that fails is told, each with the rule that asks', () => {
  const rules = [
    rule('require_approvals_to_merge', 2, 1),
    rule('require_default_reviewer_approvals_to_merge', 1, 2),
    rule('require_review_group_approvals_to_merge', 1, 3),
    rule('require_no_changes_requested', null, 4),
    rule('require_tasks_to_be_completed', null, 5),
    rule('require_all_comments_resolved', null, 6),
    rule('require_passing_builds_to_merge', 1, 7),
    rule('require_commits_behind', 3, 8),
    rule('require_all_dependencies_merged', null, 9),
  ]
  const facts = {
    approvals: 1,
    changesRequested: 1,
    openTasks: 2,
    unresolvedComments: 3,
    commitsBehind: 4,
    unmergedDependencies: 1,
  }
  const failures = failed(rules, { ...facts, missingOwners: ['@ada'] })
  assert.deepEqual(
    failures.map(({ restriction, required, actual }) => [restriction, required, actual]),
    [
      [1, 2, 1],
      [2, 1, 0],
      [3, 1, 0],
      [4, 0, 1],
      [5, 0, 2],
      [6, 0, 3],
      [7, 1, 0],
      [8, 3, 4],
      [9, 0, 1],
      [null, 1, 0],
    ],
  )
  assert.equal(failures[0]!.message, 'Has 1 of 2 required approvals.')
  assert.equal(failures.at(-1)!.kind, 'code_owners')
})

test('what is met is not told', () => {
  assert.deepEqual(failed([rule('require_approvals_to_merge', 2)], { approvals: 2 }), [])
  assert.deepEqual(failed([rule('require_commits_behind', 3)], { commitsBehind: 3 }), [])
  assert.deepEqual(failed([rule('require_no_changes_requested')]), [])
  assert.deepEqual(failed([rule('push'), rule('force'), rule('reset_pullrequest_approvals_on_change')]), [])
})

test('enough builds are not enough while one failed or is not over', () => {
  const rules = [rule('require_passing_builds_to_merge', 1)]
  assert.equal(failed(rules).length, 1)
  assert.equal(failed(rules, { builds: { successful: 3, failed: 1, inProgress: 0 } }).length, 1)
  assert.equal(failed(rules, { builds: { successful: 3, failed: 0, inProgress: 1 } }).length, 1)
  assert.equal(failed(rules, { builds: { successful: 1, failed: 0, inProgress: 0 } }).length, 0)
})

test('checks block, unless they are advice that no rule enforces', () => {
  const rules = [rule('require_approvals_to_merge', 1)]
  assert.equal(judge(rules, NOTHING_OPEN, { isAdvisory: false }).blocks, true)
  const advice = judge(rules, NOTHING_OPEN, { isAdvisory: true })
  assert.deepEqual([advice.failed.length, advice.blocks], [1, false])
  assert.equal(judge([...rules, rule('enforce_merge_checks')], NOTHING_OPEN, { isAdvisory: true }).blocks, true)
  assert.equal(judge([rule('enforce_merge_checks')], NOTHING_OPEN, { isAdvisory: true }).blocks, false)
})
