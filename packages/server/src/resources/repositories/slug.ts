import { invalid } from '@pail/failures'
import { uuidIn } from '../../kernel/target.ts'

const MAX_SLUG = 62
const RESERVED = new Set(['workspace', '.', '..', '.git'])

/** The slug that a name gives: ASCII letters, digits, `_`, `-` and `.` stay, everything else becomes a dash. */
export function slugOf(name: string): string {
  const dashed = name.replaceAll(/[^A-Za-z0-9_.-]/gu, '-').replaceAll(/-{2,}/g, '-')
  const trimmed = dashed.replaceAll(/^-|-$/g, '') || dashed
  const slug = trimmed.toLowerCase().slice(0, MAX_SLUG)
  return asRepositorySlug(slug)
}

/** A slug as it is asked for in a path. */
export function asRepositorySlug(text: string): string {
  const slug = text.toLowerCase()
  // A path that holds a uuid asks for the repository that has it.
  const complaint =
    RESERVED.has(slug) || uuidIn(slug)
      ? 'This name is reserved.'
      : !/^[a-z0-9_.-]{1,62}$/.test(slug) || slug.endsWith('.git') || slug.endsWith('.')
        ? 'A slug is at most 62 letters, digits, dashes, underscores and full stops, and does not end in .git or a full stop.'
        : undefined
  if (complaint) throw invalid('slug', complaint)
  return slug
}
