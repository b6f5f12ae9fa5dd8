import { Unavailable } from '@pail/failures'

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? ''

export const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT'

/** A full disk is something that callers can be told. */
export const outOfSpace = (error: unknown): unknown =>
  /^(ENOSPC|EDQUOT|EFBIG)$/.test(codeOf(error)) ? new Unavailable('The server has no space left') : error

/** What there is to be found, or nothing. */
export const unlessAbsent = <T>(looking: Promise<T>): Promise<T | undefined> =>
  looking.catch(error => {
    if (isAbsent(error)) return undefined
    throw error
  })
