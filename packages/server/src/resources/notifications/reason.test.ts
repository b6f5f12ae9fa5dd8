import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, reasonsFor } from './reason.ts'

const facts = (more: Partial<Facts>): Facts => ({
  key: 'pullrequest:created',
  actor: 'ada',
  author: 'ada',
  isDraft: false,
  reviewers: [],
  watchers: [],
  added: [],
  isReadyNow: false,
  discussing: [],
  mentioned: [],
  ...more,
})
const told = (more: Partial<Facts>) => Object.fromEntries(reasonsFor(facts(more)))

test('nobody is told of a draft, nor what they did themselves', () => {
  assert.deepEqual(told({ isDraft: true, reviewers: ['bob'], watchers: ['eve'] }), {})
  assert.deepEqual(told({ key: 'pullrequest:updated', isDraft: true, added: ['bob'] }), {})
  assert.deepEqual(told({ watchers: ['ada'], mentioned: ['ada'] }), {})
  assert.deepEqual(told({ key: 'pullrequest:fulfilled' }), {})
})

test('of a new pull request reviewers, watchers and who is called are told, each by the weightiest reason first', () => {
  assert.deepEqual(told({ reviewers: ['bob'], watchers: ['bob', 'eve'], mentioned: ['eve', 'root'] }), {
    bob: ['review_requested', 'opened'],
    eve: ['mentioned', 'opened'],
    root: ['mentioned'],
  })
})

test('a draft that is ready is told of like a new one; else only new reviewers are', () => {
  const key = 'pullrequest:updated'
  assert.deepEqual(told({ key, isReadyNow: true, reviewers: ['bob'], watchers: ['eve'] }), {
    bob: ['review_requested'],
    eve: ['opened'],
  })
  assert.deepEqual(told({ key, reviewers: ['bob', 'eve'], watchers: ['root'], added: ['eve'] }), {
    eve: ['review_requested'],
  })
})

test('the author is told what others decide', () => {
  const decided = (key: string) => told({ key, actor: 'bob', reviewers: ['eve'], watchers: ['root'] })
  assert.deepEqual(decided('pullrequest:approved'), { ada: ['approved'] })
  assert.deepEqual(decided('pullrequest:changes_request_created'), { ada: ['changes_requested'] })
  assert.deepEqual(decided('pullrequest:fulfilled'), { ada: ['merged'] })
  assert.deepEqual(decided('pullrequest:rejected'), { ada: ['declined'] })
  assert.deepEqual(decided('pullrequest:unapproved'), {})
  assert.deepEqual(decided('constructor'), {})
})

test('a comment is told to the author, to who is in the discussion and to who is called', () => {
  const key = 'pullrequest:comment_created'
  assert.deepEqual(told({ key, actor: 'bob', discussing: ['bob', 'eve', 'ada'], mentioned: ['root', 'eve'] }), {
    root: ['mentioned'],
    eve: ['mentioned', 'replied'],
    ada: ['replied', 'commented'],
  })
})
