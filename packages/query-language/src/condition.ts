export type Scalar = string | number | boolean

/**
 * What is asked of one field, in five plain questions. Ranks are already turned into the words that satisfy, times into
 * UTC text of 24 characters, uuids into their bare lower-case form, and what is searched for is folded to lower case.
 */
export type Question =
  | { readonly is: 'missing' }
  | { readonly is: 'among'; readonly values: readonly Scalar[] }
  | { readonly is: 'containing'; readonly folded: string }
  | { readonly is: '>' | '>=' | '<' | '<='; readonly value: string | number }

/** A question about one field. A negated one is true exactly where the plain one is not: also where there is no value. */
export interface Test<F> {
  readonly kind: 'test'
  readonly path: string
  readonly field: F
  readonly question: Question
  readonly negated: boolean
}

/** A query whose fields are known and whose values have the types of their fields. */
export type Condition<F> = Test<F> | { readonly kind: 'and' | 'or'; readonly of: readonly Condition<F>[] }
