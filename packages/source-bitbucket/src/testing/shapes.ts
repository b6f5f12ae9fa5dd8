/** Documents with the members that were observed in answers of Bitbucket Cloud. `api` is its root. */

export * from './shapes/code.ts'
export * from './shapes/deployments.ts'
export * from './shapes/people.ts'
export * from './shapes/pipelines.ts'
export * from './shapes/review.ts'
