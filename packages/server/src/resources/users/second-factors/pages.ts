import { scriptPage } from './script.ts'
import { securityPages } from './security-page.ts'
import { signInPages } from './sign-in-page.ts'

/** The second step of signing in, and where people look after it. */
export const pages = [scriptPage, ...signInPages, ...securityPages]
