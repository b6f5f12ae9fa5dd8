export type Operator = '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<=' | 'in' | 'not in'

/** A value as it was written, before the type of its field is known. */
export type Literal =
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'flag'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'time'; readonly value: string; readonly at: number }
  | { readonly kind: 'null'; readonly value: null; readonly at: number }

/** One comparison. `at` counts characters from the start of the text, from 1, as people do. */
export interface Term {
  readonly kind: 'term'
  readonly path: string
  readonly operator: Operator
  readonly values: readonly Literal[]
  readonly at: number
}

/** What `q=` says, frozen, and known only to be well formed: no field has been looked up yet. */
export type Query = Term | { readonly kind: 'and' | 'or'; readonly of: readonly Query[] }
