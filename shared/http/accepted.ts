import { Answer } from './request.ts';

/** After how many seconds an answer 202 says to look at the result. */
const lookAfterSeconds = 5;

/** The answer 202 to a request whose result is written in the background: `Location` says where to read how far it has come (I1). */
export const accepted = (path: string, body: { readonly id: string }): Answer =>
  new Answer(body, { status: 202, headers: { location: `${path}/${body.id}`, 'retry-after': String(lookAfterSeconds) } });
