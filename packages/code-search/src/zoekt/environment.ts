/** What programs of others are told of ours: where programs are, and none of our settings. */
export const bareEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH })
