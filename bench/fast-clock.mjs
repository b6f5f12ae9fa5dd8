// Loaded before a program: its clock runs PAIL_BENCH_SPEED times as fast, so that an hour's limit can be waited for.
const speed = Number(process.env.PAIL_BENCH_SPEED)
const { now } = Date
const from = now()
Date.now = () => from + (now() - from) * speed
const { setTimeout: wait } = globalThis
// Shorter ones are pauses between tries; deadlines stay what they are, as the server's clock is the usual one.
globalThis.setTimeout = (deed, ms = 0, ...rest) => wait(deed, ms === DEADLINE_MS ? ms : ms / speed, ...rest)
const DEADLINE_MS = 60_000
