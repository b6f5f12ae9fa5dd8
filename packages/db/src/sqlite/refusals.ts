const UNIQUE = 2067
const PRIMARY_KEY = 1555
const FOREIGN_KEY = 787

const codeOf = (error: unknown) => (error as { errcode?: unknown } | null)?.errcode

export const isTaken = (error: unknown): boolean => codeOf(error) === UNIQUE || codeOf(error) === PRIMARY_KEY
export const isForeignKeyMissing = (error: unknown): boolean => codeOf(error) === FOREIGN_KEY
