import { type Browser, browser, type Village } from '@pail/testkit'

/** Bob at his own pages, as he is after signing in. */
export interface Visitor {
  password: string
  inside: Browser
  /** Fills in what a page asks for, with the token that its form holds. */
  send(at: string, fields: Record<string, string>): ReturnType<Browser['post']>
}

/** Gives bob a password and signs him in with it. */
export async function visitor(village: Village): Promise<Visitor> {
  const password = 'correct horse battery'
  await village.bob.put('/pail/1/user/password', { password })
  const inside = browser(village.fetch)
  await inside.fill('/account/signin/', '/account/signin/', { username: 'bob', password })
  return {
    password,
    inside,
    async send(at, fields) {
      const { hidden } = await inside.get(at)
      return inside.post(at, { form_token: hidden.form_token!, ...fields })
    },
  }
}
