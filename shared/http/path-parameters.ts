import { DomainError } from '../domain/errors.ts';
import type { HttpEvent } from './request.ts';

/** The maximum length of a path parameter in characters, before it is decoded. */
const maxParameterLength = 1_024;

/** Decodes each path parameter once. @throws DomainError 404 `path/unknown` if a parameter is too long or its encoding is invalid */
export const decodePathParameters = (params: HttpEvent['pathParameters']): Record<string, string> => {
  const entries = Object.entries(params ?? {});
  // A longer value does not fit into a key of the table, so no resource can have it.
  if (entries.some(([, value]) => value.length > maxParameterLength)) throw new DomainError('missing', 'path/unknown', 'no such path');
  try {
    return Object.fromEntries(entries.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new DomainError('missing', 'path/unknown', 'no such path');
  }
};
