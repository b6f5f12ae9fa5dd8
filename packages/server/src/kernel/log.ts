import { type Logger, pino } from 'pino'

export type Log = Logger

/** JSON lines on standard error; what may hold a secret is cut out by name, wherever it stands. */
export const openLog = (level: string): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['*.authorization', '*.password', '*.token', '*.secret', '*.value'], censor: '…' },
    },
    pino.destination({ fd: 2, sync: false }),
  )
