/** Who wants to be told of events, by a call to an address. Exactly one of the three it listens to is set. */
export interface WebhookRow {
  uuid: string
  /** Points to nothing for as long as it takes to tell of the repository's end. */
  repository_uuid: string | null
  workspace_uuid: string | null
  /** Of what this person does. */
  user_uuid: string | null
  url: string
  /** Name and port, so that calls to one can be counted. */
  host: string
  description: string
  /** JSON array of event keys. */
  events: string
  /** Sealed. */
  secret: string | null
  active: number
  skip_cert_verification: number
  history_enabled: number
  /** Where the server was found by who made it: what links start with when the settings do not say. */
  origin: string
  created_on: string
  /** Attempts that failed since the last that did not. */
  failures: number
  /** When the oldest delivery that waits is to be tried; null when none waits. */
  due_on: string | null
  /** Until then one process is sending. */
  locked_until: string | null
  /** When what it listened to came to its end. */
  ended_on: string | null
}

/** What is told of an event, frozen, once for all who may know the same of it. */
export interface WebhookPayloadRow {
  uuid: string
  event_id: string
  /** Whose eyes it was made for, and what its links start with. */
  audience: string
  event_key: string
  /** Names the event to receivers. */
  request_uuid: string
  event_on: string
  /** JSON; packed by gzip, in base64, where that is shorter. */
  body: string
  is_packed: number
  created_on: string
}

/** One payload for one hook, until it has arrived or been given up; then what is remembered of it. */
export interface WebhookDeliveryRow {
  /** Sorts by time of writing, which is the order of sending. */
  id: string
  webhook_uuid: string
  payload_uuid: string
  /** Null of what was sent again by hand: an event is sent to a hook once by itself. */
  event_id: string | null
  /** The delivery that this repeats. */
  redelivery_of: string | null
  /** Attempts made so far. */
  attempts: number
  outcome: 'delivered' | 'failed' | null
  created_on: string
  finished_on: string | null
}

export interface WebhookAttemptRow {
  delivery_id: string
  number: number
  started_on: string
  /** In milliseconds. */
  duration: number
  status: number | null
  /** Why there is no status. */
  error: string | null
  /** JSON; null unless a history was wanted. So are the next two. */
  request_headers: string | null
  response_headers: string | null
  /** Its beginning. */
  response_body: string | null
}
