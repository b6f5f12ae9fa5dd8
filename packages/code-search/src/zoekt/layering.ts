import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from '../threads/pool.ts'
import { Absent, askZoekt } from './ask.ts'
import type { BuildWork } from './building-thread.ts'
import { FULL } from './choose-layers.ts'
import { askWords } from './language.ts'
import type { Plan, Shard } from './layers.ts'
import { Misses } from './misses.ts'
import { archiveOf, discard, keepOnly, missingOf, putShard, removeShards, type ShardPlace } from './shards.ts'
import { isReady, type Webserver } from './webserver.ts'

interface Parts {
  writer: Pool
  builder: Pool
  place: ShardPlace
  webserver: Webserver
}

const SEEN_WITHIN_MS = 5_000
const POLL_MS = 5

/** Makes shards of what the ledger has: of new documents, of several small shards, and of what was lost. */
export class Layering {
  private readonly parts: Parts
  private readonly stop = new AbortController()
  private sealing: Promise<void> = Promise.resolve()
  private merging: Promise<void> | undefined
  private mending: Promise<void> | undefined
  private isKeepingUp = false
  private readonly misses = new Misses()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Makes the folder agree with the ledger, as an earlier run may have ended anywhere. */
  async begin(): Promise<void> {
    const { writer, place } = this.parts
    const shards = await writer.ask<(Shard & { id: number })[]>('shards', undefined)
    await keepOnly(
      place,
      shards.map(({ name }) => name),
    )
    this.miss([]).catch(() => undefined)
  }

  /** Ends when every document that was there before is in a shard. */
  async settle(): Promise<void> {
    await this.inTurn(() => this.seal(0))
    this.tidy()
  }

  /** Makes shards of documents while others are still coming. */
  keepUp(): void {
    if (this.isKeepingUp) return
    this.isKeepingUp = true
    // What breaks here breaks again for those who wait.
    this.inTurn(() => this.seal(FULL))
      .catch(() => undefined)
      .finally(() => {
        this.isKeepingUp = false
      })
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.sealing = this.sealing.catch(() => undefined).then(work)
    return this.sealing
  }

  /** Called when layers have not answered: what is lost or damaged is built again. */
  miss(layers: readonly number[]): Promise<void> {
    const doubted = this.misses.note(layers, Date.now())
    this.mending ??= this.mend(doubted).finally(() => {
      this.mending = undefined
    })
    return this.mending
  }

  private async mend(doubted: readonly number[] = []): Promise<void> {
    const { writer, place, webserver } = this.parts
    const shards = await writer.ask<(Shard & { id: number })[]>('shards', undefined)
    const missing = new Set(await missingOf(place, shards))
    if (missing.size > 0) await webserver.restart()
    if (doubted.length > 0 && (await isReady(await webserver.url()))) for (const layer of doubted) missing.add(layer)
    await this.drop(await writer.ask('scatter', [...missing]))
    await this.settle()
  }

  /** Puts small shards together, and leaves out what nobody has any more. */
  tidy(): void {
    this.merging ??= this.merge()
      .catch(() => undefined)
      .finally(() => {
        this.merging = undefined
      })
  }

  async close(): Promise<void> {
    this.stop.abort(new Error('the index is closed'))
    await this.sealing.catch(() => undefined)
    await Promise.all([this.merging, this.mending?.catch(() => undefined)])
  }

  private async seal(least: number): Promise<void> {
    for (;;) {
      this.stop.signal.throwIfAborted()
      const plan = await this.parts.writer.ask<Plan | undefined>('gather', least)
      if (!plan) return
      await this.make(plan)
    }
  }

  private async merge(): Promise<void> {
    const { writer } = this.parts
    await this.drop(await writer.ask('clear', undefined))
    for (;;) {
      this.stop.signal.throwIfAborted()
      const plan = await writer.ask<Plan | undefined>('merge', undefined)
      if (!plan) return
      await this.make(plan)
    }
  }

  private async make(plan: Plan): Promise<void> {
    const { writer, builder, place } = this.parts
    try {
      const work: BuildWork = { layers: plan.of, archive: await archiveOf(place, plan.id) }
      await builder.ask('build', work, this.stop.signal)
      const shard = await putShard(place, plan.id, this.stop.signal)
      await this.seen(plan.id)
      await this.drop(await writer.ask('ready', { plan, shard }))
    } catch (error) {
      await writer.ask('scatter', [plan.id]).catch(() => undefined)
      await discard(place, plan.id)
      throw error
    }
  }

  /** So that nobody has to wait for the webserver to find it. When it does not, those who search will see. */
  private async seen(layer: number): Promise<void> {
    const until = Date.now() + SEEN_WITHIN_MS
    const query = askWords([])
    while (Date.now() < until) {
      try {
        await askZoekt({ url: await this.parts.webserver.url(), query, layers: [layer], signal: this.stop.signal })
        return
      } catch (error) {
        this.stop.signal.throwIfAborted()
        if (!(error instanceof Absent)) return
        await pause(POLL_MS)
      }
    }
  }

  private drop = (names: readonly string[]): Promise<unknown> => removeShards(this.parts.place, names)
}
