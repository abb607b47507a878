import { problemResponse } from './problem.ts';
import type { HttpEvent, HttpResponse } from './request.ts';
import { instanceOf } from './unknown-route.ts';

/** The maximum size of a response body in bytes. A larger one is replaced by a 507 error (I4). */
const maxResponseBytes = 5 * 1_024 * 1_024;
/** Lambda returns at most 6 MB, and it returns the body as a JSON string, in which each quote is escaped. */
const maxEscapedBytes = 6_000_000;

const isTooLarge = (body: string): boolean => {
  const bytes = Buffer.byteLength(body);
  // Escaping at most doubles the ASCII characters that are common in JSON.
  return bytes > maxResponseBytes || (bytes > maxEscapedBytes / 2 && Buffer.byteLength(JSON.stringify(body)) > maxEscapedBytes);
};

const tooLargeResponse = ({ rawPath, requestContext }: HttpEvent): HttpResponse =>
  problemResponse(
    { status: 507, code: 'answer/too-large', detail: 'the answer is larger than 5 MB: use a filter or a smaller limit' },
    instanceOf(rawPath),
    requestContext.requestId,
  );

/** The response, or a 507 error if its body is too large. */
export const withinLimit = (response: HttpResponse, event: HttpEvent): HttpResponse =>
  isTooLarge(response.body) ? tooLargeResponse(event) : response;
