import {
  advertiseReceive,
  advertiseUpload,
  answerLsRefs,
  parseLsRefs,
  type RefSnapshot,
  serviceLine,
  type V2Request,
} from '@pail/git'

const MAX_KEPT = 32

/** Answers that depend on the refs alone are made once for each state of the refs, and go with it. */
const kept = new WeakMap<RefSnapshot, Map<string, Buffer>>()

/** How a transport begins to answer about a service, in protocol v0. */
export interface Advertisements {
  upload(snapshot: RefSnapshot): Buffer
  receive(snapshot: RefSnapshot): Buffer
}

/** Each request stands alone, and says first what the answer is about. */
export const overHttp: Advertisements = {
  upload: snapshot =>
    remembered(snapshot, 'http upload', () =>
      Buffer.concat([serviceLine('git-upload-pack'), advertiseUpload(snapshot, { stateless: true })]),
    ),
  receive: snapshot =>
    remembered(snapshot, 'http receive', () =>
      Buffer.concat([serviceLine('git-receive-pack'), advertiseReceive(snapshot)]),
    ),
}

export const overSsh: Advertisements = {
  upload: snapshot => remembered(snapshot, 'ssh upload', () => advertiseUpload(snapshot)),
  receive: snapshot => remembered(snapshot, 'ssh receive', () => advertiseReceive(snapshot)),
}

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
