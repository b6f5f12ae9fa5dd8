import type { BlobId } from '@pail/blobs'
import type { Forge } from './forge.ts'

/** With it an nginx in front says where it has the files; who asks without it is not behind that nginx. */
const HEADER = 'x-pail-accel'

/**
 * Where the nginx in front of Pail finds a content, if there is one that is to send it and the request came through it.
 * Only the setting says where that is: whoever sends the header without an nginx learns no more than the setting.
 */
export function placeInFront(
  { blobs, config }: Pick<Forge, 'blobs' | 'config'>,
  blob: BlobId,
  request: Request,
): string | undefined {
  if (config.accel === undefined || request.headers.get(HEADER) !== config.accel) return undefined
  const place = blobs.place(blob)
  return place && config.accel + place
}
