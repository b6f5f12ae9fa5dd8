/** What a source says, one message a line. Members that are optional are left out where they have no value, never null. */
export type Message =
  | RecordMessage
  | StateMessage
  | LogMessage
  | SpecMessage
  | ConnectionStatusMessage
  | CatalogMessage
  | TraceMessage
  | ControlMessage

export interface RecordMessage {
  type: 'RECORD'
  record: {
    stream: string
    /** Milliseconds since 1970. */
    emitted_at: number
    data: Data
  }
}

/** One object of the API, as it came, with the few members that a stream adds. */
export type Data = Record<string, unknown>

/** Everything before it of this stream is covered by it. */
export interface StateMessage {
  type: 'STATE'
  state: {
    type: 'STREAM'
    stream: { stream_descriptor: { name: string }; stream_state: Data }
    /** How many records of this stream came since its last state. */
    sourceStats: { recordCount: number }
  }
}

export type Level = 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE'

export interface LogMessage {
  type: 'LOG'
  log: { level: Level; message: string }
}

export interface SpecMessage {
  type: 'SPEC'
  spec: Data
}

export interface ConnectionStatus {
  status: 'SUCCEEDED' | 'FAILED'
  message?: string
}

export interface ConnectionStatusMessage {
  type: 'CONNECTION_STATUS'
  connectionStatus: ConnectionStatus
}

export interface CatalogMessage {
  type: 'CATALOG'
  catalog: Catalog
}

/** Who has to do something about a failure: whoever configured it, nobody (it passes), or we. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error'
export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE'

export interface TraceMessage {
  type: 'TRACE'
  trace:
    | { type: 'ERROR'; emitted_at: number; error: TraceError }
    | { type: 'ESTIMATE'; emitted_at: number; estimate: Estimate }
    | { type: 'STREAM_STATUS'; emitted_at: number; stream_status: StatusOfStream }
    | { type: 'ANALYTICS'; emitted_at: number; analytics: { type: string; value: string } }
}

export interface TraceError {
  message: string
  internal_message?: string
  stack_trace?: string
  failure_type: FailureType
  stream_descriptor?: { name: string }
}

export interface Estimate {
  name: string
  type: 'STREAM'
  row_estimate: number
}

export interface StatusOfStream {
  stream_descriptor: { name: string }
  status: StreamStatus
  reasons?: { type: 'RATE_LIMITED'; rate_limited: { quota_reset: number } }[]
}

/** A changed configuration that is to be kept: refresh tokens change when they are used. */
export interface ControlMessage {
  type: 'CONTROL'
  control: { type: 'CONNECTOR_CONFIG'; emitted_at: number; connectorConfig: { config: Data } }
}

export type SyncMode = 'full_refresh' | 'incremental'

export interface Catalog {
  streams: CatalogStream[]
}

export interface CatalogStream {
  name: string
  json_schema: Data
  supported_sync_modes: SyncMode[]
  source_defined_cursor?: boolean
  default_cursor_field?: string[]
  source_defined_primary_key: string[][]
  is_resumable: boolean
}

/** What is to be read; what else a host writes there is for destinations. */
export interface ConfiguredCatalog {
  streams: ConfiguredStream[]
}

export interface ConfiguredStream {
  stream: { name: string }
  sync_mode: SyncMode
}
