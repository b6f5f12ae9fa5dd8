import { setImmediate } from 'node:timers/promises'
import { startWalk } from './connectivity.ts'
import type { Repository } from './git.ts'
import type { Running } from './run.ts'
import { startIndex } from './take-pack.ts'
import { startUpdate } from './update-refs.ts'

/** The processes that nearly every push needs, in the order of their work. Each reads nothing before its turn comes. */
const MEMBERS = { indexer: startIndex, walker: startWalk, updater: startUpdate }

export type Member = keyof typeof MEMBERS

const ALL: readonly Member[] = ['indexer', 'walker', 'updater']

/** Git's part in one push. Starting it takes as long as its work, so it can be started before the push is there. */
export class PushCrew {
  #repository: Repository
  #waiting = new Map<Member, Running>()
  #needless = new Set<Member>()

  /** The repository as seen from inside the quarantine. */
  constructor(repository: Repository) {
    this.#repository = repository
  }

  /** One after the other: starting a process holds everything else up. */
  async assemble(members: readonly Member[] = ALL): Promise<void> {
    for (const member of members) {
      if (this.#needless.has(member) || this.#waiting.has(member)) continue
      this.#waiting.set(member, this.#start(member))
      await setImmediate()
    }
  }

  /** Each is called at most once; who is not waiting is started. */
  call(member: Member): Running {
    const waiting = this.#waiting.get(member)
    this.#waiting.delete(member)
    this.#needless.add(member)
    return waiting ?? this.#start(member)
  }

  /** Resolves when nobody is left who could touch the quarantine. */
  async dismiss(): Promise<void> {
    this.#needless = new Set(ALL)
    const left = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const running of left) running.stop()
    await Promise.allSettled(left.map(({ exit }) => exit))
  }

  #start(member: Member): Running {
    const { quarantine: _, ...outside } = this.#repository
    return MEMBERS[member](member === 'updater' ? outside : this.#repository)
  }
}
