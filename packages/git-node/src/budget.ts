import { TimedOut } from '@pail/failures'

/** Gives work so much wall time. When it is over, or nobody wants the work any more, its signal is aborted. */
export async function within<T>(
  seconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(new TimedOut('This takes longer than it may')), seconds * 1000)
  const either = AbortSignal.any([signal, over.signal])
  try {
    return await unlessAborted(work(either), either)
  } finally {
    clearTimeout(timer)
  }
}

/** What the promise gives, or the reason of the abort if that comes first. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
    promise.catch(() => {})
    aborted.promise.catch(() => {})
  }
}
