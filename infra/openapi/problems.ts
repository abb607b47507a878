import * as z from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Contract } from '../../shared/contracts/contract.ts';

/** Codes that may come with a status. */
type Codes = Readonly<Record<number, readonly string[]>>;

export const Problem = z
  .strictObject({
    type: z.string().meta({ description: 'urn:quiesce:problem:<code>' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'stable; each operation lists those that it may answer' }),
    detail: z.string(),
    instance: z.string().meta({ description: 'the path asked for, without tokens' }),
    requestId: z.string(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: 'JSON pointer into the body, or /query/<name>' }),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'one for each bad field' }),
  })
  .meta({ id: 'Problem', description: 'A refusal (RFC 9457)' });

const GatewayMessage = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayMessage', description: "The gateway's own answer, which is no problem document" });

const problem = { 'application/problem+json': { schema: Problem } };
const message = { 'application/json': { schema: GatewayMessage } };
const either = { ...problem, ...message };
const retryAfter = z.object({ 'Retry-After': z.string().optional().meta({ description: 'seconds until another try makes sense' }) });

const listed = (codes: readonly string[]): string => [...new Set(codes)].map((code) => `\`${code}\``).join(', ');

/** What anything that reads the store or a token may answer. */
const busyCodes = ['store/busy', 'access/issuer-away'];

/** The refusals that have the same words everywhere. */
export const sharedResponses: Readonly<Record<string, ZodOpenApiResponseObject>> = {
  Unauthenticated: {
    description: `No token, or none that counts: ${listed(['access/token-missing', 'access/token-invalid'])}`,
    headers: z.object({ 'WWW-Authenticate': z.string() }),
    content: problem,
  },
  TooOften: { description: 'Asked too often', headers: retryAfter, content: either },
  Bug: { description: `Our mistake, of which we are told: ${listed(['server/bug'])}`, content: either },
  Busy: {
    description: `The store or the issuer of ID tokens does not answer, or no function can be had: ${listed(busyCodes)}`,
    headers: retryAfter,
    content: either,
  },
  TooLong: { description: 'Path, query and headers are over 10 kB together', content: message },
  TooLarge: { description: `The answer is over 5 MB, ask for less: ${listed(['answer/too-large'])}`, content: problem },
};

const ref = (name: keyof typeof sharedResponses) => ({ $ref: `#/components/responses/${name}` });

const words: Readonly<Record<number, string>> = {
  400: 'Not valid',
  403: 'Not allowed',
  404: 'Not there',
  409: 'Its state does not allow it, or a value is taken',
  410: 'Gone: it was possible once',
  412: 'Changed meanwhile: read again',
  413: 'The body is too large',
  415: 'Not a content type that this takes',
  422: 'Understood, and cannot be taken as it is',
  428: 'Say which version you mean',
  429: 'Asked too often',
  503: 'Busy: ask again',
};

/** What the frame refuses by itself, from what the contract says of the request. */
const frameCodes = ({ access, path, query, body, problems, ifMatch, ifNoneMatch, idempotent }: Contract): Codes => {
  const isList = query !== undefined && 'cursor' in query().shape;
  const when = (applies: boolean | undefined, ...codes: readonly string[]) => (applies ? codes : []);
  return {
    400: [
      'query/invalid',
      ...when(isList, 'cursor/invalid'),
      ...when(body !== undefined, 'body/invalid', 'body/not-json', 'body/too-deep'),
      ...when(idempotent, 'idempotency/key-invalid'),
    ],
    403: [
      ...when(access !== 'anyone', 'access/address-unverified', 'access/departed'),
      ...when(Array.isArray(access), 'access/role-missing'),
    ],
    404: when(path.includes('{'), 'path/unknown'),
    409: when(idempotent, 'idempotency/in-progress', 'idempotency/secret-answer', 'idempotency/answer-lost'),
    412: when(ifMatch, 'version/stale'),
    413: when(body !== undefined, 'body/too-large'),
    415: when(body !== undefined, 'body/content-type'),
    422: when(idempotent, 'idempotency/key-reused'),
    428: when(ifMatch || ifNoneMatch, 'version/required'),
    503: when(problems?.[503] !== undefined, ...busyCodes),
  };
};

type Responses = Record<string, ZodOpenApiResponseObject | { readonly $ref: string }>;

/** What any operation may answer, whatever was asked. */
const everywhere = ({ access, success }: Contract): Responses => ({
  ...(access === 'anyone' ? {} : { 401: ref('Unauthenticated') }),
  429: ref('TooOften'),
  431: ref('TooLong'),
  500: ref('Bug'),
  503: ref('Busy'),
  ...(success.schema ? { 507: ref('TooLarge') } : {}),
});

/** Every refusal that can occur, by status (I1). A page's own refusals may come as the page. */
export const problemResponses = (contract: Contract): Responses => {
  const own: Codes = contract.problems ?? {};
  const frame = frameCodes(contract);
  const page = contract.success.contentType?.startsWith('text/html') ? { 'text/html': { schema: z.string() } } : {};
  const responses = everywhere(contract);
  for (const status of new Set([...Object.keys(frame), ...Object.keys(own)].map(Number))) {
    const codes = [...(own[status] ?? []), ...(frame[status] ?? [])];
    if (codes.length === 0) continue;
    const content = [413, 429, 503].includes(status) ? either : problem;
    const headers = status === 429 || status === 503 ? { headers: retryAfter } : {};
    const description = `${words[status] ?? 'Refused'}: ${listed(codes)}`;
    responses[status] = { description, ...headers, content: own[status] ? { ...content, ...page } : content };
  }
  return responses;
};
