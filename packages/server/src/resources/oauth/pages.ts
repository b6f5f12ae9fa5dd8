import type { PublicPage } from '../../kernel/page.ts'
import { applicationPages } from './applications/page.ts'
import { authorizePages } from './authorize/page.ts'
import { tokenPage } from './token/page.ts'

export const pages: readonly PublicPage[] = [tokenPage, ...authorizePages, ...applicationPages]
