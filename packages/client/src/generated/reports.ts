// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { Report, ReportAnnotation } from './schemas.ts'

export const reports = (core: Core) => ({
  /** List what tools report of a commit. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports` */
  list: (at: { workspace: string; repo_slug: string; commit: string } & Listed) =>
    core.list<Report>('/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports', at),
  /** Show a report on a commit, by either of its ids. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}` */
  get: (at: { workspace: string; repo_slug: string; commit: string; reportId: string } & Shown) =>
    core.send<Report>('GET', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}', at),
  /** Make a report on a commit, or put it in the place of the one with this id. `PUT /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}` */
  save: (at: { workspace: string; repo_slug: string; commit: string; reportId: string } & Shown, body: {
    title: string
    details: string
    report_type: 'SECURITY' | 'COVERAGE' | 'TEST' | 'BUG'
    reporter?: string | null | undefined
    result?: 'PASSED' | 'FAILED' | 'PENDING' | null | undefined
    link?: string | null | undefined
    logo_url?: string | null | undefined
    remote_link_enabled?: boolean | null | undefined
    data?: Array<{
      title: string
      type?: 'BOOLEAN' | 'DATE' | 'DURATION' | 'LINK' | 'NUMBER' | 'PERCENTAGE' | 'TEXT' | null | undefined
      value: boolean | number | string | {
        text: string
        href: string
      }
    }> | null | undefined
  }) =>
    core.send<Report>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}', at, body),
  /** Delete a report and its annotations. `DELETE /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}` */
  delete: (at: { workspace: string; repo_slug: string; commit: string; reportId: string }) =>
    core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}', at),
  annotations: {
    /** List what a report says of places in the code. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations` */
    list: (at: { workspace: string; repo_slug: string; commit: string; reportId: string } & Listed) =>
      core.list<ReportAnnotation>('/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations', at),
    /** Make several annotations at once, each in the place of the one with its id. `POST /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations` */
    saveAll: (at: { workspace: string; repo_slug: string; commit: string; reportId: string } & Shown, body: Array<{
      external_id: string
      annotation_type: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG'
      summary: string
      details?: string | null | undefined
      result?: 'PASSED' | 'FAILED' | 'SKIPPED' | 'IGNORED' | null | undefined
      severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | null | undefined
      path?: string | null | undefined
      line?: number | null | undefined
      link?: string | null | undefined
    }>) =>
      core.send<ReportAnnotation[]>('POST', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations', at, body),
    /** Show an annotation of a report, by either of its ids. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}` */
    get: (at: { workspace: string; repo_slug: string; commit: string; reportId: string; annotationId: string } & Shown) =>
      core.send<ReportAnnotation>('GET', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}', at),
    /** Make an annotation, or put it in the place of the one with this id. `PUT /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}` */
    save: (at: { workspace: string; repo_slug: string; commit: string; reportId: string; annotationId: string } & Shown, body: {
      annotation_type: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG'
      summary: string
      details?: string | null | undefined
      result?: 'PASSED' | 'FAILED' | 'SKIPPED' | 'IGNORED' | null | undefined
      severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | null | undefined
      path?: string | null | undefined
      line?: number | null | undefined
      link?: string | null | undefined
    }) =>
      core.send<ReportAnnotation>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}', at, body),
    /** Delete an annotation of a report. `DELETE /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}` */
    delete: (at: { workspace: string; repo_slug: string; commit: string; reportId: string; annotationId: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations/{annotationId}', at),
  },
})
