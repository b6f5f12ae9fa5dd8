import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { type Engine, OutOfStep } from '../engine.ts'
import { World } from './world.ts'

/** How an engine follows what becomes of branches. */
export function changeFacts(open: () => Promise<Engine>): void {
  suite('changes', () => {
    let world: World
    before(async () => {
      world = new World(await open())
    })

    test('a change from another commit than the one known is refused, and nothing changes', async () => {
      await world.push('step', { 'a.txt': 'alpha' })
      const known = await world.engine.known('step')
      const change = { ...world.change('step', { 'a.txt': 'beta' }), from: 'f'.repeat(40) }
      await assert.rejects(world.engine.update(change, world.texts), OutOfStep)
      await assert.rejects(world.engine.update({ ...change, repository: 'never told' }, world.texts), OutOfStep)
      assert.deepEqual(await world.engine.known('step'), known)
      assert.deepEqual(await world.find('alpha'), ['step:a.txt'])
    })

    test('a change that breaks off changes nothing, and the same one again does all', async () => {
      await world.push('broken', { 'a.txt': 'before', 'b.txt': 'stays' })
      const known = await world.engine.known('broken')
      const change = world.change('broken', { 'a.txt': 'after', 'c.txt': 'added' })
      const breaking = {
        ...change,
        async *changed() {
          for await (const file of change.changed()) yield file
          throw new Error('the storage has gone')
        },
      }
      await assert.rejects(world.engine.update(breaking, world.texts), /the storage has gone/)
      assert.deepEqual(await world.engine.known('broken'), known)
      assert.deepEqual(await world.find('before OR after OR added', { repositories: ['broken'] }), ['broken:a.txt'])
      await world.engine.update(change, world.texts)
      assert.deepEqual(await world.find('before', { repositories: ['broken'] }), [])
      assert.deepEqual(await world.find('after OR added', { repositories: ['broken'] }), [
        'broken:a.txt',
        'broken:c.txt',
      ])
    })

    test('a change that is not wanted any more changes nothing', async () => {
      const change = world.change('unwanted', { 'a.txt': 'unwanted' })
      const stop = new AbortController()
      const stopping = {
        ...change,
        async *changed() {
          for await (const file of change.changed()) yield file
          stop.abort(new Error('stop'))
        },
      }
      await assert.rejects(world.engine.update(stopping, world.texts, stop.signal), /stop/)
      assert.deepEqual(await world.engine.known('unwanted'), [])
      world.drop('unwanted')
    })

    test('what is known of a repository are its branches and their commits', async () => {
      await world.push('known', { 'a.txt': 'one' })
      await world.push('known', { 'a.txt': 'one' }, 'next')
      const commitOf = (branch: string) => world.trees.get(`known ${branch}`)!.commit
      assert.deepEqual(await world.engine.known('known'), [
        { branch: 'main', commit: commitOf('main'), isMain: true },
        { branch: 'next', commit: commitOf('next'), isMain: false },
      ])
      assert.deepEqual(await world.engine.known('nobody'), [])
    })

    test('files are added, changed, renamed and deleted', async () => {
      const find = (query: string) => world.find(query, { repositories: ['files'] })
      await world.push('files', { 'a.txt': 'apple', 'b.txt': 'pear', 'c.txt': 'plum' })
      await world.push('files', { 'a.txt': 'cherry', 'b.txt': null, 'd/c.txt': 'plum', 'c.txt': null, 'e.txt': 'fig' })
      assert.deepEqual(await find('apple OR pear'), [])
      assert.deepEqual(await find('cherry'), ['files:a.txt'])
      assert.deepEqual(await find('plum'), ['files:d/c.txt'])
      assert.deepEqual(await find('fig'), ['files:e.txt'])
      await world.push('files', { 'a.txt': 'apple' })
      assert.deepEqual(await find('apple'), ['files:a.txt'])
      assert.deepEqual(await find('cherry'), [])
    })

    test('a branch told from nothing is that, and no more', async () => {
      await world.push('anew', { 'a.txt': 'old one', 'b.txt': 'same' })
      world.write('anew', { 'a.txt': null, 'c.txt': 'new one' })
      await world.engine.update(world.whole('anew'), world.texts)
      assert.deepEqual(await world.find('one OR same', { repositories: ['anew'] }), ['anew:b.txt', 'anew:c.txt'])
    })

    test('a content is read once, however many files and branches and repositories have it', async () => {
      await world.push('origin', { 'a.txt': 'forked content', 'copy/a.txt': 'forked content' })
      world.asked.length = 0
      await world.push('fork', { 'a.txt': 'forked content' })
      await world.push('fork', { 'a.txt': 'forked content' }, 'next')
      assert.deepEqual(world.asked, [])
      assert.deepEqual(await world.find('forked'), ['fork:a.txt', 'origin:a.txt', 'origin:copy/a.txt'])
    })

    test('the mark of the main branch moves to another', async () => {
      await world.push('moving', { 'a.txt': 'trunk' })
      await world.push('moving', { 'a.txt': 'sprout' }, 'next')
      const next = world.trees.get('moving next')!
      const moved = { ...world.whole('moving', 'next'), from: next.commit, isMain: true, async *changed() {} }
      await world.engine.update(moved, world.texts)
      assert.deepEqual(await world.find('trunk OR sprout'), ['moving:a.txt'])
      assert.deepEqual(await world.find('sprout'), ['moving:a.txt'])
      world.drop('moving')
      await world.engine.forget('moving')
    })

    test('a branch that is gone, or forgotten, is not found; another with the same content is', async () => {
      await world.push('gone', { 'a.txt': 'lost' })
      await world.push('gone', { 'a.txt': 'lost' }, 'next')
      const { commit } = world.trees.get('gone next')!
      const end = { ...world.whole('gone', 'next'), from: commit, to: null, async *changed() {} }
      await world.engine.update(end, world.texts)
      assert.deepEqual(
        (await world.engine.known('gone')).map(({ branch }) => branch),
        ['main'],
      )
      assert.deepEqual(await world.find('lost', { branch: '*' }), ['gone:a.txt'])
      await world.engine.forget('gone', 'main')
      assert.deepEqual(await world.find('lost', { branch: '*' }), [])
    })

    test('a repository that is forgotten is not found, and can be told again', async () => {
      await world.push('again', { 'a.txt': 'remembered' })
      await world.engine.forget('again')
      assert.deepEqual(await world.find('remembered'), [])
      assert.deepEqual(await world.engine.known('again'), [])
      await world.engine.update(world.whole('again'), world.texts)
      assert.deepEqual(await world.find('remembered'), ['again:a.txt'])
      await world.engine.forget('never told')
    })

    test('changes of several repositories at once all arrive', async () => {
      const names = Array.from({ length: 8 }, (_, at) => `abreast-${at}`)
      await Promise.all(names.map(name => world.push(name, { 'a.txt': `together ${name}`, 'b.txt': 'together' })))
      assert.equal((await world.search('together')).total, 16)
    })

    test('a branch may have no files', async () => {
      await world.push('bare', {})
      assert.equal((await world.engine.known('bare')).length, 1)
    })

    test('all is forgotten at once', async () => {
      await world.engine.wipe()
      assert.deepEqual(await world.engine.known('anew'), [])
      assert.deepEqual(await world.find('one OR same OR together'), [])
      await world.engine.update(world.whole('anew'), world.texts)
      assert.deepEqual(await world.find('same'), ['anew:b.txt'])
    })
  })
}
