/** Why something was not granted, in the words of RFC 6749. */
export interface Refusal {
  error:
    | 'access_denied'
    | 'invalid_grant'
    | 'invalid_request'
    | 'invalid_scope'
    | 'server_error'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'unsupported_response_type'
  error_description: string
}

export const refusal = (error: Refusal['error'], error_description: string): Refusal => ({ error_description, error })

export const isRefusal = (answer: object): answer is Refusal => 'error' in answer

/** Quirk: the standard has `invalid_client` with a 401 for this. */
export const UNKNOWN_CLIENT = refusal('unauthorized_client', 'Invalid OAuth client credentials')
