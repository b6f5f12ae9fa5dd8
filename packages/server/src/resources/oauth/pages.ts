import type { PublicPage } from '../../kernel/page.ts'
import { tokenPage } from './token/page.ts'

export const pages: readonly PublicPage[] = [tokenPage]
