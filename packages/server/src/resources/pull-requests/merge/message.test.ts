import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Repository } from '../../repositories/repository.ts'
import { usualMessage } from './message.ts'

const site = { uuid: '1', slug: 'site', workspace: { slug: 'acme' } } as Repository
const fork = { uuid: '2', slug: 'copy', workspace: { slug: 'eves' } } as Repository
const told = {
  pullRequest: {
    id: 7,
    title: 'Add a door',
    description: 'So that people come in.\n',
    repository: site,
    source: { branch: 'doors', repositoryUuid: '1', hash: '' as never },
  },
  from: site,
  strategy: 'merge_commit',
  approvers: [],
  subjects: ['One', 'Two'],
} as const

test('a merge tells the branch, the number, the title and the description', () => {
  assert.equal(usualMessage(told), 'Merged in doors (pull request #7)\n\nAdd a door\n\nSo that people come in.')
})

test('everybody who approved is named at the end', () => {
  const message = usualMessage({ ...told, approvers: ['Ada', 'Bob'] })
  assert.match(message, /come in\.\n\nApproved-by: Ada\nApproved-by: Bob$/)
})

test('the branch of a fork has the name of the fork before it', () => {
  assert.match(usualMessage({ ...told, from: fork }), /^Merged in eves\/copy\/doors \(pull request #7\)/)
  assert.match(usualMessage({ ...told, from: undefined }), /^Merged in doors \(/)
})

test('a squash tells what it is made of instead of the description', () => {
  assert.equal(
    usualMessage({ ...told, strategy: 'squash' }),
    'Merged in doors (pull request #7)\n\nAdd a door\n\n* One\n* Two',
  )
})

test('what is not there leaves no gap', () => {
  const pullRequest = { ...told.pullRequest, description: '' }
  assert.equal(usualMessage({ ...told, pullRequest }), 'Merged in doors (pull request #7)\n\nAdd a door')
})
