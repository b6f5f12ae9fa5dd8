import type { Forge } from './forge.ts'

/**
 * Something served beside the operations: a document, a picture, a page for people. One that takes a POST sees to it
 * itself that the caller meant it.
 */
export interface PublicPage {
  /** In the router's own form, `:name` for a parameter. */
  path: string
  method?: 'GET' | 'POST'
  answer(request: Request, params: Record<string, string>, forge: Forge): Response | Promise<Response>
}
