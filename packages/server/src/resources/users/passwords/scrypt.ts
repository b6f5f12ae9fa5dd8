import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { LONGEST, normal } from './password.ts'

/** About 32 MB and 60 ms a piece, in threads beside the main one. */
const COST = { N: 2 ** 15, r: 8, p: 1 }
const HASH_BYTES = 32
const SALT_BYTES = 16

/** What is kept of a password: how it was worked through, the salt, and what came of it. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const { N, r, p } = COST
  const found = await derive(password, salt, COST)
  return ['scrypt', N, r, p, salt.toString('base64url'), found.toString('base64url')].join('$')
}

/** Whether it is the password; where none is kept it takes just as long to say no. */
export async function isPassword(given: string, kept: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (kept ?? NOBODY).split('$')
  const wanted = Buffer.from(hash, 'base64url')
  const text = given.length > LONGEST * 4 ? '' : normal(given)
  const found = await derive(text, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return timingSafeEqual(found, wanted) && kept !== undefined
}

const NOBODY = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join('$')

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r }
  return new Promise((resolve, reject) =>
    scrypt(password, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key))),
  )
}
