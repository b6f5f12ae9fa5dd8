import { NotFound } from '@pail/failures'
import { setHead as pointHead, type RefName } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'

export async function setHead(machine: Machine, storage: StorageId, head: RefName): Promise<void> {
  const repository = repositoryOf(machine, storage)
  await machine.turns.take(storage, async () => {
    const { refs } = await machine.snapshots.read(repository)
    const isEmpty = !refs.some(ref => ref.name.startsWith('refs/heads/'))
    const isBranch = head.startsWith('refs/heads/') && (isEmpty || refs.some(ref => ref.name === head))
    if (!isBranch) throw new NotFound('There is no such branch')
    await pointHead(repository, head)
  })
}
