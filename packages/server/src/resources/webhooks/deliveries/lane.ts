import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Lane } from '../../../kernel/worker.ts'
import { call } from './call.ts'
import type { Attempt } from './delivery.ts'
import { hold, type Line, type Next, note, oldest, release, take } from './line.ts'

/** Calls that go on at once, and those of them to one host: a dead one leaves room for the others. */
const ABREAST = 6
const MOST_PER_HOST = 2
/** After so many in a row another hook may have its turn. */
const IN_A_ROW = 20
/** Besides the time for one call. */
const SPARE_SECONDS = 30

/** Sends what waits, in the order of each hook. */
export const sending: Lane = { abreast: ABREAST, turn: sendSome }

const hosts = new WeakMap<Forge, Map<string, number>>()

async function sendSome(forge: Forge, stopped: AbortSignal): Promise<number> {
  if (stopped.aborted) return 0
  const calls = hosts.get(forge) ?? new Map<string, number>()
  hosts.set(forge, calls)
  const busy = [...calls].filter(([, count]) => count >= MOST_PER_HOST).map(([host]) => host)
  const line = await take(forge.database, busy, leaseOf(forge))
  if (!line) return 0
  const around = calls.get(line.host) ?? 0
  calls.set(line.host, around + 1)
  try {
    // Others may have taken hooks of the same host meanwhile.
    if (around >= MOST_PER_HOST) return 0
    for (let sent = 0; sent < IN_A_ROW && (await sendNext(forge, line, stopped)); ) sent++
  } finally {
    const left = calls.get(line.host)! - 1
    if (left > 0) calls.set(line.host, left)
    else calls.delete(line.host)
    await forge.database.transact(tx => release(tx, line))
  }
  return 1
}

/** Answers whether another may follow. A call that was made and not written down is made again. */
async function sendNext(forge: Forge, line: Line, stopped: AbortSignal): Promise<boolean> {
  const next = await oldest(forge.database.reader, line)
  if (!next || stopped.aborted) return false
  const attempt = await call(forge, next, stopped).catch(error => broken(forge, next, error))
  if (!attempt) return false
  return forge.database.transact(async tx => {
    await hold(tx, line, leaseOf(forge))
    return note(tx, next, attempt)
  })
}

/** Something is wrong here, and not at the receiver; it must not keep the other hooks waiting. */
function broken(forge: Forge, next: Next, error: unknown): Attempt {
  forge.log.error({ err: error, webhook: next.hook, delivery: next.id }, 'delivery failed')
  return {
    ...{ number: next.attempts + 1, startedOn: now(), duration: 0, status: null, error: 'INTERNAL ERROR' },
    ...{ requestHeaders: null, responseHeaders: null, responseBody: null },
  }
}

const leaseOf = ({ config }: Forge): number => config.webhookSeconds + SPARE_SECONDS
