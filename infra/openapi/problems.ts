import * as z from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Contract } from '../../shared/contracts/contract.ts';
import { reasonPhrases } from '../../shared/contracts/reason-phrases.ts';

/** Codes that may come with a status. */
type Codes = Readonly<Record<number, readonly string[]>>;

const fieldCodes =
  'why the field is not valid: a code of the operation, a rule of its schema such as `invalid-type`, or one of `money/unknown-currency`, ' +
  '`money/too-fine`, `money/negative`, `book/invalid-entry` and `zone/unknown`';

export const Problem = z
  .strictObject({
    type: z.string().meta({ description: 'urn:quiesce:problem:<code>' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'stable; each operation lists the codes that it may answer' }),
    detail: z.string(),
    instance: z.string().meta({ description: 'the path of the request, without tokens' }),
    requestId: z.string(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: 'JSON pointer into the body, or /query/<name>' }),
          code: z.string().meta({ description: fieldCodes }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'one for each invalid field' }),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457)' });

const GatewayMessage = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayMessage', description: "The gateway's own answer, which is not a problem document" });

const problem = { 'application/problem+json': { schema: Problem } };
const message = { 'application/json': { schema: GatewayMessage } };
const either = { ...problem, ...message };
const retryAfter = z.object({ 'Retry-After': z.string().optional().meta({ description: 'seconds after which to try again' }) });

const listed = (codes: readonly string[]): string => [...new Set(codes)].map((code) => `\`${code}\``).join(', ');

/** Codes that every operation may answer if it reads the table or a token. `access/origin` is for monitors, which do not repeat after 403. */
const busyCodes = ['store/busy', 'access/issuer-away', 'access/origin'];

/** Responses that are the same for every operation. */
export const sharedResponses: Readonly<Record<string, ZodOpenApiResponseObject>> = {
  Unauthenticated: {
    description: `Unauthorized. The token is missing or not valid: ${listed(['access/token-missing', 'access/token-invalid'])}`,
    headers: z.object({ 'WWW-Authenticate': z.string() }),
    content: problem,
  },
  TooManyRequests: { description: 'Too Many Requests', headers: retryAfter, content: either },
  InternalServerError: { description: `Internal Server Error: ${listed(['server/bug', 'row/unreadable'])}`, content: either },
  ServiceUnavailable: {
    description: `Service Unavailable. The table, the issuer of ID tokens or a function does not answer, or a monitor's request did not come through CloudFront: ${listed(busyCodes)}`,
    headers: retryAfter,
    content: either,
  },
  HeadersTooLarge: { description: 'Request Header Fields Too Large. Path, query and headers are over 10 kB together', content: message },
  AnswerTooLarge: {
    description: `Insufficient Storage. The answer would be over 5 MB: ask for less. ${listed(['answer/too-large'])}`,
    content: problem,
  },
};

const ref = (name: keyof typeof sharedResponses) => ({ $ref: `#/components/responses/${name}` });

/** Errors that the HTTP frame answers by itself, derived from the contract. */
const frameCodes = ({ access, path, query, body, problems, ifMatch, ifNoneMatch, upsert, idempotent }: Contract): Codes => {
  const isList = query !== undefined && 'cursor' in query().shape;
  const when = (applies: boolean | undefined, ...codes: readonly string[]) => (applies ? codes : []);
  return {
    400: [
      'query/invalid',
      ...when(isList, 'cursor/invalid'),
      ...when(body !== undefined, 'body/invalid', 'body/not-json', 'body/too-deep'),
      ...when(idempotent, 'idempotency/key-invalid'),
      ...when(ifMatch || upsert, 'version/malformed'),
    ],
    403: [
      'access/origin',
      ...when(access !== 'anyone', 'access/address-unverified', 'access/identity-unusable', 'access/departed'),
      ...when(Array.isArray(access), 'access/role-missing'),
    ],
    404: when(path.includes('{'), 'path/unknown'),
    409: when(idempotent, 'idempotency/in-progress', 'idempotency/secret-answer', 'idempotency/answer-lost'),
    412: when(ifMatch || upsert, 'version/stale'),
    413: when(body !== undefined, 'body/too-large', 'row/too-large'),
    415: when(body !== undefined, 'body/content-type'),
    422: when(idempotent, 'idempotency/key-reused'),
    428: when(ifMatch || ifNoneMatch || upsert, 'version/required'),
    503: when(problems?.[503] !== undefined, ...busyCodes),
  };
};

type Responses = Record<string, ZodOpenApiResponseObject | { readonly $ref: string }>;

/** Responses that any operation may have. */
const commonResponses = ({ access, success }: Contract): Responses => ({
  ...(access === 'anyone' ? {} : { 401: ref('Unauthenticated') }),
  429: ref('TooManyRequests'),
  431: ref('HeadersTooLarge'),
  500: ref('InternalServerError'),
  503: ref('ServiceUnavailable'),
  ...(success.schema ? { 507: ref('AnswerTooLarge') } : {}),
});

/** Every problem that an operation may answer, by status (I1). Operations of a page may show their own problems as a page. */
export const problemResponses = (contract: Contract): Responses => {
  const own: Codes = contract.problems ?? {};
  const frame = frameCodes(contract);
  const page = contract.success.contentType?.startsWith('text/html') ? { 'text/html': { schema: z.string() } } : {};
  const responses = commonResponses(contract);
  for (const status of new Set([...Object.keys(frame), ...Object.keys(own)].map(Number))) {
    const codes = [...(own[status] ?? []), ...(frame[status] ?? [])];
    if (codes.length === 0) continue;
    const content = [413, 429, 503].includes(status) ? either : problem;
    const headers = status === 429 || status === 503 ? { headers: retryAfter } : {};
    const description = `${reasonPhrases[status] ?? 'Refused'}: ${listed(codes)}`;
    responses[status] = { description, ...headers, content: own[status] ? { ...content, ...page } : content };
  }
  return responses;
};
