import { invalid } from '@pail/failures'
import type { ReportRow } from '../../db/tables/index.ts'
import { webAddress } from '../commit-statuses/url.ts'
import type { CommitName } from '../commits/commit.ts'
import { asDatum, type Datum, type DatumInput } from './datum.ts'

export const REPORT_TYPES: readonly ReportRow['report_type'][] = ['SECURITY', 'COVERAGE', 'TEST', 'BUG']
export const RESULTS: readonly NonNullable<ReportRow['result']>[] = ['PASSED', 'FAILED', 'PENDING']

/** Limits as published, and one that keeps a commit's page readable. */
export const MAX_DATA = 10
export const MAX_REPORTS = 1000

/** What a tool found out about a commit. */
export interface Report {
  uuid: string
  commit: CommitName
  /** Of its maker's choice, one of its kind on the commit. */
  externalId: string
  userUuid: string
  reportType: ReportRow['report_type']
  title: string
  details: string
  reporter: string | null
  result: ReportRow['result']
  link: string | null
  logoUrl: string | null
  remoteLinkEnabled: boolean
  data: readonly Datum[]
  createdOn: string
  updatedOn: string
}

/** What may be said of a report; what is left out is not kept of the one before either. */
export interface ReportInput {
  title: string
  details: string
  report_type: ReportRow['report_type']
  reporter?: string | null
  result?: ReportRow['result']
  link?: string | null
  logo_url?: string | null
  remote_link_enabled?: boolean | null
  data?: readonly DatumInput[] | null
}

/** What stays the same however often a report is made again. */
export type Origin = Pick<Report, 'uuid' | 'commit' | 'externalId' | 'userUuid' | 'createdOn'>

export function newReport(origin: Origin, input: ReportInput, at: string): Report {
  return {
    ...origin,
    reportType: input.report_type,
    title: input.title,
    details: input.details,
    reporter: input.reporter ?? null,
    result: input.result ?? null,
    link: asLink(input.link, 'link'),
    logoUrl: asLink(input.logo_url, 'logo_url'),
    remoteLinkEnabled: input.remote_link_enabled ?? false,
    data: (input.data ?? []).map((datum, place) => asDatum(datum, `data.${place}`)),
    updatedOn: at,
  }
}

/** An address that is safe behind a link; nothing, or no text, is none. */
export function asLink(text: string | null | undefined, field: string): string | null {
  if (!text) return null
  if (webAddress(text)) return text
  const complaint = 'not an absolute http or https address'
  throw invalid(field, complaint)
}
