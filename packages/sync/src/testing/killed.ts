import { run } from './facts.ts'
import { counting, type Kept } from './scripted.ts'

/** A run of its own process: `killed.ts TARGET COUNT [MESSAGE]` ends itself the hard way before that message. */
const [target = '', count, message] = process.argv.slice(2)
await run({ target, rows: async () => [] }, (_, states) => dying(states), { records: 25 })

async function* dying(states: Kept[]) {
  let number = 0
  for await (const one of counting(Number(count), states)) {
    if (++number === Number(message)) process.kill(process.pid, 'SIGKILL')
    yield one
  }
}
