import * as z from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import type { Contract } from '../../shared/contracts/contract.ts';
import { annotated } from './annotate.ts';
import { description } from './description.ts';
import { problemResponses, sharedResponses } from './problems.ts';

/** The part of the API that one function answers. It has its own tag. */
interface DocumentedArea {
  readonly title: string;
  readonly description: string;
  readonly routes: readonly Contract[];
}

const namesIn = (path: string): readonly string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);

const headersOf = ({ ifMatch, ifNoneMatch, upsert, idempotent }: Contract) => ({
  ...(ifMatch
    ? { 'If-Match': z.string().meta({ description: 'the ETag of the version to change; only people may send `*`', example: '"3"' }) }
    : {}),
  ...(ifNoneMatch ? { 'If-None-Match': z.literal('*').meta({ description: 'the resource must not exist yet' }) } : {}),
  ...(upsert
    ? {
        'If-Match': z
          .string()
          .optional()
          .meta({ description: 'the ETag of the version to replace; required if it exists', example: '"3"' }),
        'If-None-Match': z.literal('*').optional().meta({ description: 'the resource must not exist yet' }),
      }
    : {}),
  ...(idempotent
    ? {
        'Idempotency-Key': z
          .string()
          .regex(/^[\x21-\x7e]{1,255}$/)
          .optional()
          .meta({ description: 'for 24 hours, a request with the same key and body gets the same answer' }),
      }
    : {}),
});

const dryRun = z.enum(['true', 'false']).optional().meta({ description: '`true` checks the request and writes nothing' });

const parametersOf = (contract: Contract) => {
  const { path, query } = contract;
  const names = namesIn(path);
  const headers = headersOf(contract);
  const parameters = contract.dryRun ? (query?.() ?? z.strictObject({})).safeExtend({ dryRun }) : query?.();
  return {
    ...(names.length > 0 ? { path: z.object(Object.fromEntries(names.map((name) => [name, z.string().min(1)]))) } : {}),
    ...(parameters ? { query: parameters } : {}),
    ...(Object.keys(headers).length > 0 ? { header: z.object(headers) } : {}),
  };
};

/** Whether a body may be left out: all its fields are optional. */
const isOptional = (schema: z.ZodType): boolean => schema.safeParse({}).success;

const bodyOf = ({ body, consumes, method }: Contract): Pick<ZodOpenApiOperationObject, 'requestBody'> => {
  if (!body) return {};
  const types = consumes ?? (method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json']);
  const schema = body();
  return { requestBody: { required: !isOptional(schema), content: Object.fromEntries(types.map((type) => [type, { schema }])) } };
};

const secondsToWait = () =>
  z.string().optional().meta({ description: 'seconds after which to read the resource again, because Quiesce is still processing it' });

const isVersioned = (schema: z.ZodType): boolean => schema instanceof z.ZodObject && 'version' in schema.shape;

const isLocated = ({ success: { status } }: Contract): boolean => [201, 202, 303].includes(status);

const successHeaders = (contract: Contract) => {
  const { success, idempotent, passing } = contract;
  const { status, schema } = success;
  return {
    ...(schema && isVersioned(schema()) ? { ETag: z.string().meta({ description: 'the version, quoted' }) } : {}),
    ...(isLocated(contract) ? { Location: z.string().optional() } : {}),
    ...(status === 202 || passing ? { 'Retry-After': secondsToWait() } : {}),
    ...(idempotent ? { 'Idempotency-Replayed': z.literal('true').optional() } : {}),
  };
};

const defaultDescriptions: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted. Read the result at Location',
  204: 'No Content',
  303: 'See Other. Continue at Location',
};

const tableOf = ({ success: { table } }: Contract) => (table === undefined ? {} : { [table]: { schema: z.string() } });

const successOf = (contract: Contract, status: number = contract.success.status): ZodOpenApiResponseObject => {
  const { schema, contentType = 'application/json', description: text = defaultDescriptions[status] ?? 'OK' } = contract.success;
  const headers = successHeaders(contract);
  const responseSchema = schema?.() ?? (contentType === 'application/json' ? z.looseObject({}) : z.string());
  return {
    description: text,
    ...(Object.keys(headers).length > 0 ? { headers: z.object(headers) } : {}),
    ...(status === 204 ? {} : { content: { [contentType]: { schema: responseSchema }, ...tableOf(contract) } }),
  };
};

const tooLarge = 'It is too large for one answer, and is written in the background';

/** The answer if the result is made in the background. */
const laterOf = (schema: z.ZodType, because: string): ZodOpenApiResponseObject => ({
  description: `Accepted. ${because}: read at Location how far it has come`,
  headers: z.object({ Location: z.string(), 'Retry-After': secondsToWait() }),
  content: { 'application/json': { schema } },
});

const successes = (contract: Contract): Record<string, ZodOpenApiResponseObject> => {
  const { status, known, later, laterBecause = tooLarge } = contract.success;
  const responses = { [status]: successOf(contract), ...(later ? { 202: laterOf(later(), laterBecause) } : {}) };
  return known === undefined ? responses : { ...responses, [known]: { ...successOf(contract, known), description: 'Already exists' } };
};

const accessDescription = ({ access }: Contract): string => {
  if (access === 'anyone') return 'No token is needed.';
  if (access === 'signed-in') return 'Needs any valid token.';
  return `Needs one of these roles: ${access.map((role) => `\`${role}\``).join(', ')}.`;
};

const operationOf = (tag: string, contract: Contract): ZodOpenApiOperationObject => ({
  operationId: contract.name,
  summary: contract.summary,
  description: accessDescription(contract),
  tags: [tag],
  ...(contract.access === 'anyone' ? { security: [] } : {}),
  requestParams: parametersOf(contract),
  ...bodyOf(contract),
  responses: { ...successes(contract), ...problemResponses(contract) } as ZodOpenApiOperationObject['responses'],
});

const pathsOf = (areas: readonly DocumentedArea[]): ZodOpenApiPathsObject => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { title, routes } of areas) {
    for (const contract of routes) {
      paths[contract.path] = { ...paths[contract.path], [contract.method.toLowerCase()]: operationOf(title, contract) };
    }
  }
  return paths;
};

/** Simplifies schemas. Times and dates need no `pattern` beside their `format`, and a union that contains any value needs no `anyOf`. */
const simplify: CreateDocumentOptions['override'] = ({ jsonSchema }) => {
  if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
  if (jsonSchema.anyOf?.some((each) => Object.keys(each).length === 0)) delete jsonSchema.anyOf;
};

/** The OpenAPI 3.1 document of all areas (I6). */
export const openApiDocument = (areas: readonly DocumentedArea[], version: string) =>
  annotated(
    createDocument(
      {
        openapi: '3.1.1',
        info: { title: 'Quiesce', version, description },
        servers: [{ url: '/' }],
        security: [{ bearer: [] }, { basic: [] }],
        tags: areas.map(({ title, description: text }) => ({ name: title, description: text })),
        paths: pathsOf(areas),
        components: {
          securitySchemes: {
            bearer: {
              type: 'http',
              scheme: 'bearer',
              description: "An ID token of the stage's issuer, or a token of a client or monitor (`qs_…`)",
            },
            basic: {
              type: 'http',
              scheme: 'basic',
              description: 'The same token as the password, with any user name, for monitors that support only basic authentication',
            },
          },
          responses: sharedResponses,
        },
      },
      { override: simplify, allowEmptySchema: { nullable: true, optional: true } },
    ),
  );
