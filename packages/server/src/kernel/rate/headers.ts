import type { Standing } from './spend.ts'

/** Below this share of the limit a caller is told that it comes near. */
const NEAR = 0.2

/** The first three are those of the real service; the others say what they leave to be guessed. */
export const rateHeaders = ({ resource, limit, remaining, seconds }: Standing): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-resource': resource,
  'x-ratelimit-nearlimit': String(remaining < limit * NEAR),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(seconds),
})
