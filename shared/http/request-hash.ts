import { canonicalJson } from '../domain/canonical-json.ts';
import { sha256 } from '../domain/sha256.ts';
import type { HttpEvent } from './request.ts';

/** The body for the comparison of requests: parsed JSON in one order, or the text itself if it is not JSON. An empty body is `{}`. */
const comparableBody = ({ body = '', isBase64Encoded = false }: HttpEvent): string => {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return canonicalJson(JSON.parse(text || '{}'));
  } catch {
    return text;
  }
};

/** A hash of what a request asks for. Two requests that send the same parameters and the same JSON have the same hash (I3). */
export const requestHashOf = (event: HttpEvent): string => {
  const query = new URLSearchParams(event.rawQueryString ?? '');
  query.sort();
  return sha256(`${query}\n${comparableBody(event)}`);
};
