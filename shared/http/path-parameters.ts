import { DomainError } from '../domain/errors.ts';
import type { HttpEvent } from './request.ts';

/** The maximum length of a path parameter in characters, before it is decoded. */
const maxParameterLength = 1_024;

/** What API Gateway puts in place of bytes that are no UTF-8, such as `%ff`. */
const undecodable = '\ufffd';

/** Decodes each path parameter once. @throws DomainError 404 `path/unknown` if a parameter is too long or its encoding is invalid */
export const decodePathParameters = (params: HttpEvent['pathParameters']): Record<string, string> => {
  const entries = Object.entries(params ?? {});
  // A longer value does not fit into a key of the table, so no resource can have it.
  if (entries.some(([, value]) => value.length > maxParameterLength)) throw new DomainError('missing', 'path/unknown', 'no such path');
  try {
    const decoded = entries.map(([name, value]) => [name, decodeURIComponent(value)] as const);
    if (!decoded.some(([, value]) => value.includes(undecodable))) return Object.fromEntries(decoded);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  throw new DomainError('missing', 'path/unknown', 'no such path');
};
