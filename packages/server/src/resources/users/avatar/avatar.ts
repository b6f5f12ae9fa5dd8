import { hash } from 'node:crypto'
import { invalid } from '@pail/failures'

/** What stands for somebody or something: its bytes and what they are. */
export interface Picture {
  type: string
  bytes: Buffer
}

/** Rows carry their pictures, so these stay small. */
const MAX_AVATAR_BYTES = 64 * 1024
const DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$/

/** How a file of each type begins; nothing else is served, whatever it calls itself. */
const BEGINNINGS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  png: bytes => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  jpeg: bytes => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  gif: bytes => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)),
  webp: bytes => /^RIFF.{4}WEBP$/s.test(bytes.toString('latin1', 0, 12)),
}

/** The data-URL, if it holds a small raster picture of the type it names. */
export function asAvatar(text: string): string {
  const picture = decodePicture(text)
  if (!picture) throw refusal('a data-URL of a PNG, JPEG, GIF or WebP picture in base64')
  if (picture.bytes.length > MAX_AVATAR_BYTES) throw refusal(`at most ${MAX_AVATAR_BYTES} bytes`)
  return text
}

/** The picture in a data-URL; nothing where it holds none that is served. */
export function decodePicture(text: string): Picture | undefined {
  const [, kind = '', base64 = ''] = DATA_URL.exec(text) ?? []
  const bytes = Buffer.from(base64, 'base64')
  return BEGINNINGS[kind]?.(bytes) ? { type: `image/${kind}`, bytes } : undefined
}

/** Initials on a ground whose colour is always the same for the same seed. */
export function drawInitials(name: string, seed: string): Picture {
  const hue = (Number.parseInt(hash('sha256', seed).slice(0, 4), 16) * 360) >> 16
  return svg(`hsl(${hue} 45% 42%)`, initialsOf(name))
}

/** What is shown for what is not there, and for what the caller may not see. */
export const neutralPicture: Picture = svg('hsl(220 8% 62%)', '')

/** The first letters of the first and the last word; only letters and digits, so that nothing needs escaping. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends.map(word => [...word][0]!.toUpperCase()).join('')
}

function svg(ground: string, letters: string): Picture {
  const drawn =
    letters &&
    `<text x="32" y="32" dy=".36em" text-anchor="middle" font-family="sans-serif" font-size="28" fill="#fff">${letters}</text>`
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><rect width="64" height="64" fill="${ground}"/>${drawn}</svg>`
  return { type: 'image/svg+xml', bytes: Buffer.from(text) }
}

const refusal = (complaint: string) => invalid('avatar', complaint)
