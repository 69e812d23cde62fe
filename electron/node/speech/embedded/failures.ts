/** The errors of the embedded server, in the service's form. */
import type { ServiceError } from '../../../core/speech/protocol.ts';

/** The client asked for what cannot be; asking again is of no use. */
export function invalidRequest(code: string, message: string, param: string | null = null): ServiceError {
  return { message, type: 'invalid_request_error', param, code };
}

/** The server's own fault; asking again may help. */
export function serverError(message: string): ServiceError {
  return { message, type: 'server_error', param: null, code: 'internal_error' };
}

/** The JSON body of an HTTP answer. */
export function errorBody(error: ServiceError): string {
  return JSON.stringify({ error });
}
