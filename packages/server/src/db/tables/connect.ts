/** A Connect app in a workspace. */
export interface AddonRow {
  uuid: string
  workspace_uuid: string
  /** What it acts as. */
  user_uuid: string
  /** From its descriptor; an app is in a workspace once. */
  key: string
  /** What the app knows the workspace by. */
  client_key: string
  /** JSON of what is kept of the descriptor. */
  descriptor: string
  /** Where the descriptor was fetched, if it was. */
  descriptor_url: string | null
  /** JSON array of scopes. */
  scopes: string
  /** Sealed. */
  shared_secret: string
  created_on: string
  updated_on: string
}

/** A value that an app has given to one of its linkers. */
export interface LinkerValueRow {
  id: number
  addon_uuid: string
  linker_key: string
  value: string
}
