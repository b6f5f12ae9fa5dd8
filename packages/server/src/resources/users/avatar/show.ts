import { hash } from 'node:crypto'
import { decodePicture, drawInitials, neutralPicture, type Picture } from './avatar.ts'

/** Whatever has a picture: the one that was given, or its initials. */
export interface Portrayed {
  uuid: string
  name: string
  avatar: string | null
}

/** A picture may be a document (SVG is one), so it is shown as one that can run and fetch nothing. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'private, max-age=300',
  vary: 'Authorization',
}

const pictureOf = ({ uuid, name, avatar }: Portrayed): Picture =>
  (avatar === null ? undefined : decodePicture(avatar)) ?? drawInitials(name, uuid)

/** The answer of a page that shows a picture; where there is nothing to be seen it is the neutral one. */
export function showPicture(request: Request, portrayed: Portrayed | undefined): Response {
  const { type, bytes } = portrayed ? pictureOf(portrayed) : neutralPicture
  const etag = `"${hash('md5', bytes)}"`
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers: { ...HEADERS, etag } })
  return new Response(new Uint8Array(bytes), { headers: { ...HEADERS, 'content-type': type, etag } })
}
