import * as accounts from './0001-accounts.ts'
import * as repositories from './0002-repositories.ts'
import * as pipelines from './0003-pipelines.ts'
import * as jobs from './0004-jobs.ts'
import * as commits from './0005-commits.ts'
import * as accessTokens from './0006-access-tokens.ts'
import * as keys from './0007-keys.ts'
import * as oauth from './0008-oauth.ts'
import * as audit from './0009-audit.ts'
import * as rateLimits from './0010-rate-limits.ts'
import * as profiles from './0011-profiles.ts'
import * as connect from './0012-connect.ts'
import * as secondFactors from './0013-second-factors.ts'
import * as openid from './0014-openid.ts'
import * as pullRequests from './0015-pull-requests.ts'
import * as pullRequestThreads from './0016-pull-request-threads.ts'
import * as policy from './0017-policy.ts'
import * as statuses from './0018-statuses.ts'
import * as webhooks from './0019-webhooks.ts'
import * as notifications from './0020-notifications.ts'
import * as merging from './0021-merging.ts'
import * as downloads from './0022-downloads.ts'
import * as lfs from './0023-lfs.ts'
import * as search from './0024-search.ts'
import * as texts from './0025-texts.ts'

/** In order; a database that knows more than these was written by a newer program. */
export const migrations = {
  '0001-accounts': accounts,
  '0002-repositories': repositories,
  '0003-pipelines': pipelines,
  '0004-jobs': jobs,
  '0005-commits': commits,
  '0006-access-tokens': accessTokens,
  '0007-keys': keys,
  '0008-oauth': oauth,
  '0009-audit': audit,
  '0010-rate-limits': rateLimits,
  '0011-profiles': profiles,
  '0012-connect': connect,
  '0013-second-factors': secondFactors,
  '0014-openid': openid,
  '0015-pull-requests': pullRequests,
  '0016-pull-request-threads': pullRequestThreads,
  '0017-policy': policy,
  '0018-statuses': statuses,
  '0019-webhooks': webhooks,
  '0020-notifications': notifications,
  '0021-merging': merging,
  '0022-downloads': downloads,
  '0023-lfs': lfs,
  '0024-search': search,
  '0025-texts': texts,
}
