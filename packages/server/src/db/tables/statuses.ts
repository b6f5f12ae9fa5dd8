export interface CommitStatusRow {
  repository_uuid: string
  commit_hash: string
  /** No other status of the commit has it. */
  key: string
  state: 'SUCCESSFUL' | 'FAILED' | 'INPROGRESS' | 'STOPPED'
  name: string
  description: string
  /** As it was given; what it names in braces is filled in when it is shown. */
  url: string
  /** The branch that was built; null counts for all. */
  refname: string | null
  created_on: string
  updated_on: string
}

export interface ReportRow {
  uuid: string
  repository_uuid: string
  commit_hash: string
  /** Chosen by who made it; no other report on the commit has it. */
  external_id: string
  user_uuid: string
  report_type: 'SECURITY' | 'COVERAGE' | 'TEST' | 'BUG'
  title: string
  details: string
  reporter: string | null
  result: 'PASSED' | 'FAILED' | 'PENDING' | null
  link: string | null
  logo_url: string | null
  remote_link_enabled: 0 | 1
  /** JSON: what is told beside, in order, each with a title, a type and a value. */
  data: string
  created_on: string
  updated_on: string
}

export interface AnnotationRow {
  uuid: string
  report_uuid: string
  /** Chosen by who made it; no other annotation of the report has it. */
  external_id: string
  annotation_type: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG'
  summary: string
  details: string | null
  result: 'PASSED' | 'FAILED' | 'SKIPPED' | 'IGNORED' | null
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | null
  path: string | null
  line: number
  link: string | null
  created_on: string
  updated_on: string
}
