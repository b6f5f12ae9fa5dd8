import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { Invalid } from '@pail/failures'
import { FLUSH, type Oid, packet } from '@pail/git'
import { main, type OpenNode, openNode } from './open-node.ts'
import { processesOn } from './processes.ts'

let open: OpenNode
let tip: Oid
let hidden: Oid

before(async () => {
  open = await openNode()
  tip = open.source.commit('one')
  await open.push({ ref: main, new: tip })
  hidden = open.source.commit('two')
  const { quarantine } = await open.node.receive(open.storage, {
    body: Readable.from([open.body({ ref: 'refs/heads/other', new: hidden })]),
  })
  await open.node.commit(open.storage, { quarantine, refs: ['refs/heads/other' as never], atomic: false })
  await open.node.updateRefs(open.storage, {
    changes: [{ ref: 'refs/heads/other' as never, old: hidden, new: null }],
    atomic: true,
  })
})
after(() => open.close())

const wants = (id: Oid) => Buffer.concat([packet(`want ${id} side-band-64k multi_ack_detailed\n`), FLUSH])

test('what nothing public reaches is refused before git hears of it', async () => {
  const body = Readable.from([wants(hidden)])
  await assert.rejects(open.node.negotiate(open.storage, { body }), (error: Error) => {
    assert.ok(error instanceof Invalid)
    return error.message === `not our ref ${hidden}`
  })
})

test('what is not in packets is refused', async () => {
  await assert.rejects(open.node.negotiate(open.storage, { body: Readable.from([Buffer.from('hello')]) }), Invalid)
})

test('question and answer go to and fro until the pack is there', async () => {
  const body = new PassThrough()
  body.write(wants(tip))
  const answer = await open.node.negotiate(open.storage, { body })
  const said = answer.iterator({ destroyOnReturn: false })
  body.write(Buffer.concat([packet(`have ${'1'.repeat(40)}\n`), FLUSH]))
  assert.equal(String((await said.next()).value), '0008NAK\n')
  body.write(packet('done\n'))
  const rest: Buffer[] = []
  for await (const chunk of said) rest.push(chunk as Buffer)
  assert.match(Buffer.concat(rest).toString('latin1'), /PACK/)
})

test('a conversation that nobody goes on with leaves no process', async () => {
  const body = new PassThrough()
  const gone = new AbortController()
  body.write(wants(tip))
  const answer = await open.node.negotiate(open.storage, { body, signal: gone.signal })
  answer.on('error', () => {})
  gone.abort()
  for (let tries = 0; tries < 50 && processesOn(open.folder).length > 0; tries++)
    await new Promise(resolve => setTimeout(resolve, 100))
  assert.deepEqual(processesOn(open.folder), [])
})
