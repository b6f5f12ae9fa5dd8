import type { Happening, Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Payload } from '../../../kernel/payload.ts'
import { hookEvents } from '../hook-event.ts'
import { eyesOf, mayHear } from './audience.ts'
import { packed } from './body.ts'
import { isAnybodyListening, type Listener, listenersTo, type Occasion, occasionOf } from './listeners.ts'
import * as queue from './queue.ts'
import { toldOf } from './tell.ts'

type PayloadOf = (key: string) => Payload | undefined

/** Reactions that write down what is to be sent, for every event that hooks know; doing so twice changes nothing. */
export const announcing = (payloadOf: PayloadOf): Readonly<Record<string, Reaction>> =>
  Object.fromEntries(
    hookEvents.map(({ event }) => [event, (happening, forge) => announce(forge, happening, payloadOf(event))]),
  )

async function announce(forge: Forge, happening: Happening, payload: Payload | undefined): Promise<void> {
  const { reader } = forge.database
  if (!(await isAnybodyListening(reader)) && happening.key !== 'repo:deleted') return
  const occasion = await occasionOf(reader, happening)
  const listeners = await listenersTo(reader, occasion)
  if (payload) for (const group of alike(listeners)) await tellGroup(forge, { occasion, payload }, group)
  if (happening.key === 'repo:deleted' && occasion.repository) await queue.endHooks(forge.database, occasion.repository)
}

interface Group {
  audience: string
  listeners: readonly Listener[]
}

/** Listeners who are told the very same. */
function alike(listeners: readonly Listener[]): Group[] {
  const groups = Map.groupBy(listeners, ({ eyes, origin }) => `${Object.values(eyes)[0]} ${origin}`)
  return [...groups].map(([audience, some]) => ({ audience, listeners: some }))
}

/** The body is made before the transaction, as it may have to wait for git. */
async function tellGroup(
  forge: Forge,
  told: { occasion: Occasion; payload: Payload },
  { audience, listeners }: Group,
): Promise<void> {
  const { happening, repository } = told.occasion
  const first = listeners[0]!
  const eyes = await eyesOf(forge, first)
  if (!eyes || (repository && !(await mayHear(forge, eyes, repository)))) return
  const document = await toldOf(forge, told, { eyes, origin: first.origin })
  if (!document) return
  const body = await packed(JSON.stringify(document))
  const hooks = listeners.map(({ uuid }) => uuid)
  await forge.database.transact(tx => queue.add(tx, { happening, audience, body }, hooks))
}
