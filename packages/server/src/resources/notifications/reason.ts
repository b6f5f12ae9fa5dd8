/** Why somebody is told something, the weightiest reason first. */
export const REASONS = [
  'review_requested',
  'mentioned',
  'replied',
  'changes_requested',
  'approved',
  'merged',
  'declined',
  'commented',
  'opened',
] as const
export type Reason = (typeof REASONS)[number]

/** What is known of an event and of the people around its pull request; people by uuid. */
export interface Facts {
  key: string
  actor: string
  author: string
  isDraft: boolean
  reviewers: readonly string[]
  watchers: readonly string[]
  /** Reviewers who were not there before. */
  added: readonly string[]
  /** Whether it was a draft before. */
  isReadyNow: boolean
  /** Who said something in the discussion that a comment is part of. */
  discussing: readonly string[]
  /** Whom the text calls by name. */
  mentioned: readonly string[]
}

/** Each person with every reason to be told, the weightiest first; whoever did it knows already. */
export function reasonsFor(facts: Facts): Map<string, Reason[]> {
  const found = new Map<string, Set<Reason>>()
  for (const [reason, people] of told(facts))
    for (const person of people)
      if (person !== facts.actor) found.set(person, (found.get(person) ?? new Set()).add(reason))
  return new Map([...found].map(([person, reasons]) => [person, REASONS.filter(one => reasons.has(one))]))
}

type Told = [Reason, readonly string[]][]

function told(facts: Facts): Told {
  switch (facts.key) {
    case 'pullrequest:created':
      return facts.isDraft ? [] : opened(facts)
    case 'pullrequest:updated':
      if (facts.isDraft) return []
      return facts.isReadyNow ? opened(facts) : [['review_requested', facts.added]]
    case 'pullrequest:comment_created':
      return [
        ['mentioned', facts.mentioned],
        ['replied', facts.discussing],
        ['commented', [facts.author]],
      ]
    default:
      return Object.hasOwn(OF_AUTHOR, facts.key) ? [[OF_AUTHOR[facts.key]!, [facts.author]]] : []
  }
}

const opened = ({ reviewers, mentioned, watchers }: Facts): Told => [
  ['review_requested', reviewers],
  ['mentioned', mentioned],
  ['opened', watchers],
]

const OF_AUTHOR: Readonly<Record<string, Reason>> = {
  'pullrequest:approved': 'approved',
  'pullrequest:changes_request_created': 'changes_requested',
  'pullrequest:fulfilled': 'merged',
  'pullrequest:rejected': 'declined',
}

/** The events of which somebody may be told. */
export const EVENTS = ['pullrequest:created', 'pullrequest:updated', 'pullrequest:comment_created'].concat(
  Object.keys(OF_AUTHOR),
)
