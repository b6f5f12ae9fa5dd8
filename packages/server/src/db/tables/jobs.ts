/** A change announced in the transaction that made it, until its subscribers have seen it. */
export interface EventRow {
  /** Sorts by time of writing. */
  id: string
  /** Published event key, such as `repo:push`. */
  key: string
  /** JSON. */
  payload: string
  created_on: string
  /** Until then it is in the hands of one process, or left alone after a failure. */
  locked_until: string | null
  /** When the last subscriber was done with it. */
  handled_on: string | null
}

export interface JobRow {
  id: string
  kind: string
  /** Jobs of one kind with equal keys are one job until it starts. */
  unique_key: string | null
  /** JSON. */
  payload: string
  run_after: string
  attempts: number
  locked_until: string | null
  last_error: string | null
  created_on: string
}

/** A ref transaction that is about to happen, written before the refs move. */
export interface RefIntentRow {
  uuid: string
  repository_uuid: string
  actor_uuid: string
  /** JSON: ref, old and new object id of each update. */
  updates: string
  created_on: string
}

/** Facts about the installation itself. */
export interface SettingRow {
  name: string
  value: string
}

/** The last number that was given out of a row of them. */
export interface CounterRow {
  name: string
  value: number
}
