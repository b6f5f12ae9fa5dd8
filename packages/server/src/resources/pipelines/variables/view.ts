import { Type } from 'typebox'
import { flag, text, uuid, view } from '../../../kernel/view.ts'
import type { Variable } from './variable.ts'

const members = {
  uuid: uuid<Variable>(v => v.uuid),
  key: text<Variable>(v => v.key),
  value: text<Variable>(v => (v.secured ? undefined : v.value)),
  secured: flag<Variable>(v => v.secured),
}

export const pipelineVariableView = view<Variable>('pipeline_variable', members)
export const deploymentVariableView = view<Variable>('deployment_variable', members)

export const variableInput = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 255 }),
  value: Type.Optional(Type.String({ maxLength: 100_000 })),
  secured: Type.Optional(Type.Boolean()),
})

/** What is not said stays as it is. */
export const variableChange = Type.Partial(variableInput)
