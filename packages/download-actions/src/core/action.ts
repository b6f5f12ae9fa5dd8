import { Misused } from './misused.ts'

/** The four actions, by the names they have in every carrier. */
export const ACTIONS = [
  'list_download_artifacts',
  'get_download_artifact_link',
  'upload_download_artifact',
  'delete_download_artifact',
] as const

export type ActionName = (typeof ACTIONS)[number]

const ALIASES: Record<string, ActionName> = {
  list: 'list_download_artifacts',
  get: 'get_download_artifact_link',
  upload: 'upload_download_artifact',
  delete: 'delete_download_artifact',
}

/** The action that is called so, in full or in short. */
export function actionNamed(name: string): ActionName {
  const found = ACTIONS.find(action => action === name) ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined)
  if (found === undefined) throw new Misused(`${name} is none of ${ACTIONS.join(', ')}`)
  return found
}
