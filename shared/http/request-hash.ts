import { isObject } from '../domain/json-object.ts';
import { sha256 } from '../domain/sha256.ts';
import type { HttpEvent } from './request.ts';

/** Parsed JSON with the members of all objects in one order, so that equal documents are equal texts. */
const inOneOrder = (_: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))) : value;

/** The body for the comparison of requests: parsed JSON in one order, or the text itself if it is not JSON. An empty body is `{}`. */
const comparableBody = ({ body = '', isBase64Encoded = false }: HttpEvent): string => {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return JSON.stringify(JSON.parse(text || '{}'), inOneOrder);
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
