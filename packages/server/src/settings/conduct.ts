import { areAllowed } from '@pail/outbound'
import { areLimits } from '../kernel/rate/groups.ts'
import { isSwitch, type Setting, setting } from './setting.ts'

const isMegabytes = (text: string) => /^\d{1,7}$/.test(text)
const isSeconds = (text: string) => /^[1-9]\d{0,4}$/.test(text)
const isFew = (text: string) => /^\d$/.test(text)

/** Whom it believes and calls, how strict it is, and how much it takes. */
export const conduct: readonly Setting[] = [
  setting('PAIL_PROXIES', '0', 'proxies in front whose X-Forwarded-For is believed', 'a number from 0 to 9', isFew),
  setting(
    'PAIL_OUTBOUND_ALLOW',
    '',
    'hosts and networks that are not on the public internet and may be called all the same',
    'a list such as ci.internal,mirror.internal:8443,10.1.0.0/16',
    areAllowed,
  ),
  setting(
    'PAIL_RATE_LIMITS',
    'off',
    'on: the limits of the real service; or those named, in calls an hour',
    'on, off or a list such as anonymous=60,api=1000',
    areLimits,
  ),
  setting(
    'PAIL_UPSTREAM_REMOVALS',
    'off',
    'on: answer 410 where the real service has removed an operation',
    'on or off',
    isSwitch,
  ),
  setting(
    'PAIL_DIFF_SECONDS',
    '60',
    'seconds within which a diff must begin to answer, else it is refused with 555',
    'a number of seconds',
    isSeconds,
  ),
  setting(
    'PAIL_MERGE_CHECKS',
    'enforced',
    'advisory: merge checks are only told, unless a restriction enforces them',
    'enforced or advisory',
    text => ['enforced', 'advisory'].includes(text),
  ),
  setting(
    'PAIL_WEBHOOK_SECONDS',
    '10',
    'seconds within which a receiver of webhooks must answer',
    'a number of seconds',
    isSeconds,
  ),
  setting(
    'PAIL_CACHE_MB',
    '1024',
    'megabytes of disk for packs and archives that are kept for the next who asks',
    'a number of megabytes',
    isMegabytes,
  ),
  setting(
    'PAIL_MAX_FILE_MB',
    '10240',
    'megabytes that one file for download may have',
    'a number of megabytes',
    isMegabytes,
  ),
  setting(
    'PAIL_MAX_LFS_MB',
    '10240',
    'megabytes that one object of Git LFS may have',
    'a number of megabytes',
    isMegabytes,
  ),
]
