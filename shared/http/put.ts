import type { PutConditions } from '../domain/expected-version.ts';
import { Answer, type Request } from './request.ts';

/** What the headers of a PUT say about the resource that it expects. */
export const putConditions = ({ ifMatch, headers }: Pick<Request, 'ifMatch' | 'headers'>): PutConditions => ({
  ifMatch,
  ifNoneMatch: headers['if-none-match']?.trim() === '*',
});

/** The answer to a PUT: 201 with its location for what is new, else 200. */
export const putAnswer = (body: unknown, isNew: boolean, location: string): Answer =>
  isNew ? new Answer(body, { status: 201, headers: { location } }) : new Answer(body, { status: 200 });
