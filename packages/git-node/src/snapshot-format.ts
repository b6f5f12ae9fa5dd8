/** The first line of a repository's backup; HEAD, the refs, an empty line and one pack follow. */
export const SNAPSHOT_HEADER = 'pail repository 1\n'
