import type { Listing } from '@pail/client'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'

/** What a command that lists is limited to. */
export interface Most {
  limit: number
}

/** Adds `--limit` to a command that lists. */
export const limited = (command: Command): Command =>
  command.option('--limit <number>', 'show at most so many', whole, 1000)

export const taken = <T>(list: Listing<T>, { limit }: Most): Promise<T[]> => list.all(limit)

function whole(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
