import { Type } from 'typebox'
import { LONGEST } from './password.ts'

const password = Type.String({ maxLength: LONGEST * 4 })

export const passwordInput = Type.Object({ password, current_password: Type.Optional(password) })
