import type { Forge } from './forge.ts'

/** Something served beside the operations: a document, a picture, a page for people. Only read, never written. */
export interface PublicPage {
  /** In the router's own form, `:name` for a parameter. */
  path: string
  answer(request: Request, params: Record<string, string>, forge: Forge): Response | Promise<Response>
}
