/** A header by its name, and what is to be said of it. */
type Line = readonly [name: string, said: string]

/** What answers carry, and which of them do. */
export const SENT: readonly Line[] = [
  ['Accept-Ranges', 'contents of files: a part may be asked for'],
  ['Access-Control-Allow-Origin', 'answers to pages of other origins'],
  ['Cache-Control', 'all: private or no-cache for what was read, no-store for what was written or refused'],
  ['Connection', 'all over HTTP/1.1'],
  ['Content-Disposition', 'contents of files: to be kept, under a name that no header can be broken with'],
  ['Content-Encoding', 'gzip, for documents from 1 KiB on where Accept-Encoding asks for it'],
  ['Content-Length', 'all whose length is known before they are sent'],
  ['Content-Type', 'all; what has no document says text/html, and an upload JSON, as the real service does'],
  ['Content-Security-Policy', 'contents of files and pages: nothing in a file runs as a part of this site'],
  ['Date', 'all'],
  ['ETag', 'documents and contents; weak where the same document is sent as gzip'],
  ['Expires', 'what is not to be kept: long past'],
  ['Last-Modified', 'contents of files; a document is made of parts that change one by one, and has an ETag only'],
  ['Location', 'redirects, and what was made'],
  ['Retry-After', 'refusals for now'],
  ['Strict-Transport-Security', 'all where it serves https, or PAIL_PUBLIC_URL says that what stands in front does'],
  ['Transfer-Encoding', 'chunked, where the length is not known before'],
  ['Vary', 'operations'],
  ['X-Accepted-OAuth-Scopes', 'operations that need a scope: which'],
  ['X-Content-Type-Options', 'all but those to Git: nosniff'],
  ['X-Credential-Type', 'answers to those who show a credential'],
  ['X-Frame-Options', 'operations and pages'],
  ['X-OAuth-Scopes', 'answers to those who show a credential: what it may be used for'],
  ['X-RateLimit-*', 'where calls are counted'],
  ['X-Request-Id', 'operations: what to look for in the log'],
]

const TRACING = 'it names machines and spans of a network that is not here; X-Request-Id finds the request in the log'
const BUCKET = 'it comes from the bucket of the real service; with an own bucket and redirects, from that one'
const COSTS = 'what a request costs is told by the X-RateLimit headers'

/** What the real service sends besides, and why it is not sent here. */
export const NOT_SENT: readonly Line[] = [
  ['Server', 'the name of a program helps those who look for its faults'],
  ['X-Amz-Id-2', BUCKET],
  ['X-Amz-Request-Id', BUCKET],
  ['X-Amz-Server-Side-Encryption', BUCKET],
  ['X-Amz-Version-Id', BUCKET],
  ['X-Asap-Succeeded', 'it tells of a sign-in between servers that are one here'],
  ['X-B3-SpanId', TRACING],
  ['X-B3-TraceId', TRACING],
  ['X-Dc-Location', TRACING],
  ['X-Envoy-Upstream-Service-Time', TRACING],
  ['X-Render-Time', 'times are in the log; to strangers they tell what was found'],
  ['X-Request-Count', COSTS],
  ['X-Served-By', TRACING],
  ['X-Static-Version', 'it names a release of the real service'],
  ['X-Trace-Id', TRACING],
  ['X-Usage-Input-Ops', COSTS],
  ['X-Usage-Output-Ops', COSTS],
  ['X-Usage-System-Time', COSTS],
  ['X-Usage-User-Time', COSTS],
  ['X-Used-Mesh', TRACING],
  ['X-Version', 'it names a release of the real service'],
  ['X-View-Name', 'it names a function of the real service'],
  ['X-XSS-Protection', 'browsers have given it up, and it opened holes; Content-Security-Policy does its work'],
]
