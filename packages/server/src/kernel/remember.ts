import { hash } from 'node:crypto'

/** How many forms of one thing are kept: who asks, under which address, with which fields. */
const MOST_FORMS = 50

type Document = object | undefined

const documents = new WeakMap<object, Map<string, Document>>()
const texts = new WeakMap<object, string>()
const tags = new WeakMap<object, string>()

/**
 * The document of a thing that is shown as it was loaded. A database that can tell that nothing was committed since
 * gives the very same object again, and then everything that the document says is the same too. Where it cannot tell,
 * every object is new and nothing is found here.
 */
export async function documentOf(
  thing: object,
  form: string,
  make: () => Promise<Document>,
  most = MOST_FORMS,
): Promise<Document> {
  let forms = documents.get(thing)
  if (!forms || forms.size >= most) documents.set(thing, (forms = new Map()))
  const known = forms.get(form)
  if (known !== undefined) return known
  const made = await make()
  forms.set(form, made)
  return made
}

const pairs = new WeakMap<object, WeakMap<object, object>>()

/** One object for every two, for as long as both are there. */
export function pairOf(one: object, other: object): object {
  const known = pairs.get(one) ?? new WeakMap<object, object>()
  pairs.set(one, known)
  const pair = known.get(other) ?? {}
  known.set(other, pair)
  return pair
}

/** The JSON of a document, which nobody changes once it is made. */
export function textOf(document: object): string {
  const text = texts.get(document) ?? JSON.stringify(document)
  texts.set(document, text)
  return text
}

/** Tells the text from every other. */
export function tagOf(document: object): string {
  const tag = tags.get(document) ?? `"${hash('sha1', textOf(document)).slice(0, 32)}"`
  tags.set(document, tag)
  return tag
}
