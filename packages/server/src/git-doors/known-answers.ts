import {
  advertiseReceive,
  advertiseUpload,
  answerLsRefs,
  parseLsRefs,
  type RefSnapshot,
  type V2Request,
} from '@pail/git'

const MAX_KEPT = 32

/** Answers that depend on the refs alone are made once for each state of the refs, and go with it. */
const kept = new WeakMap<RefSnapshot, Map<string, Buffer>>()

export const uploadAdvertisement = (snapshot: RefSnapshot): Buffer =>
  remembered(snapshot, 'upload', () => advertiseUpload(snapshot))

export const receiveAdvertisement = (snapshot: RefSnapshot): Buffer =>
  remembered(snapshot, 'receive', () => advertiseReceive(snapshot))

export function lsRefsAnswer(snapshot: RefSnapshot, { args }: V2Request): Buffer {
  return remembered(snapshot, `ls-refs\n${args.join('\n')}`, () => answerLsRefs(snapshot, parseLsRefs(args)))
}

function remembered(snapshot: RefSnapshot, question: string, answer: () => Buffer): Buffer {
  const answers = kept.get(snapshot) ?? new Map<string, Buffer>()
  kept.set(snapshot, answers)
  const known = answers.get(question)
  if (known) return known
  const made = answer()
  if (answers.size < MAX_KEPT) answers.set(question, made)
  return made
}
