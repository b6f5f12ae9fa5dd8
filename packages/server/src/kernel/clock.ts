/** The present moment, as rows keep it: 24 characters of ISO-8601 in UTC, so that text order is time order. */
export const now = (): string => new Date().toISOString()

/** A moment `seconds` from now, in the same form. */
export const later = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()
