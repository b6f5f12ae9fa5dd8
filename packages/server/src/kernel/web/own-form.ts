import { createHmac, timingSafeEqual } from 'node:crypto'
import { Forbidden } from '@pail/failures'
import { formOf } from '../form-fields.ts'
import type { Site } from '../links.ts'

/** What stands in every form for one who holds this cookie; nobody else can know it, and it tells nothing of it. */
export const formTokenFor = (secret: string): string => createHmac('sha256', secret).update('form').digest('base64url')

/**
 * The fields of a form of ours that was filled in here: its token belongs to the cookie, and the browser, where it says
 * where the form comes from, names this site.
 */
export async function ownForm(request: Request, site: Site, secret: string | undefined): Promise<Map<string, string>> {
  const origin = request.headers.get('origin')
  const fetchSite = request.headers.get('sec-fetch-site')
  if (origin !== null && URL.parse(origin)?.host !== new URL(site.web).host) throw foreign()
  if (fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none') throw foreign()
  const form = await formOf(request)
  if (secret === undefined || !isSame(form.get('form_token') ?? '', formTokenFor(secret))) throw foreign()
  return form
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const foreign = () =>
  new Forbidden('This form was not filled in here, or too long ago. Go back, load the page again and repeat it.')
