/** The errors of the embedded server, in the service's form. */
import { LecternError } from '../../../core/errors.ts';
import type { ServiceError } from '../../../core/speech/protocol.ts';

/** The client asked for what cannot be; asking again is of no use. */
export function invalidRequest(code: string, message: string, param: string | null = null): ServiceError {
  return { message, type: 'invalid_request_error', param, code };
}

/** The server's own fault; asking again may help. */
export function serverError(message: string): ServiceError {
  return { message, type: 'server_error', param: null, code: 'internal_error' };
}

/** What the pool threw. Sentences of this program are for people; anything else says nothing to them. */
export function faultOf(error: unknown): ServiceError {
  return serverError(
    error instanceof LecternError ? error.message : 'The offline voice met a fault of its own.',
  );
}

/** The JSON body of an HTTP answer. */
export function errorBody(error: ServiceError): string {
  return JSON.stringify({ error });
}
