import { isObject, type JsonObject } from '../../shared/domain/json-object.ts';
import { answerExample } from './answer-example.ts';
import { alertExamples } from './areas/alerts.ts';
import { policyExamples } from './areas/approval-policies.ts';
import { approvalExamples } from './areas/approvals.ts';
import { assetLifeExamples } from './areas/asset-life.ts';
import { assetUseExamples } from './areas/asset-use.ts';
import { assetValueExamples, laterReportAnswers } from './areas/asset-value.ts';
import { assignmentExamples } from './areas/assignments.ts';
import { calendarExamples } from './areas/calendars.ts';
import { templateExamples } from './areas/change-templates.ts';
import { changeExamples } from './areas/changes.ts';
import { controlExamples } from './areas/control.ts';
import { costExamples } from './areas/costs.ts';
import { delegationExamples } from './areas/delegations.ts';
import { impactExamples } from './areas/impact.ts';
import { importExamples } from './areas/imports.ts';
import { licenseExamples } from './areas/licenses.ts';
import { peopleExamples } from './areas/people.ts';
import { poolExamples } from './areas/pools.ts';
import { registerExamples } from './areas/register.ts';
import { serviceExamples } from './areas/services.ts';
import { submissionAnswers } from './areas/submissions.ts';
import { describedHeader, describedParameter, describedSchema } from './describe.ts';

const requestExamples: Readonly<Record<string, object>> = {
  ...registerExamples,
  ...impactExamples,
  ...controlExamples,
  ...assetLifeExamples,
  ...assignmentExamples,
  ...poolExamples,
  ...calendarExamples,
  ...assetUseExamples,
  ...licenseExamples,
  ...costExamples,
  ...assetValueExamples,
  ...changeExamples,
  ...approvalExamples,
  ...policyExamples,
  ...templateExamples,
  ...delegationExamples,
  ...alertExamples,
  ...peopleExamples,
  ...importExamples,
  ...serviceExamples,
};

/** Answers of operations for which one that is made up from the schema would be impossible, by operation and status. */
const givenAnswers: Readonly<Record<string, Readonly<Record<string, object>>>> = { ...laterReportAnswers, ...submissionAnswers };

/** A node whose entries are changed one by one. Anything else is left as it is. */
const mapped = (node: unknown, change: (value: unknown, name: string) => unknown): unknown =>
  isObject(node) ? Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value, name)])) : node;

/** The node with changes of those fields that it has. */
const withChanges = (node: unknown, changes: Readonly<Record<string, (value: unknown) => unknown>>): unknown =>
  mapped(node, (value, name) => changes[name]?.(value) ?? value);

const withSchemas = (content: unknown, operation: string, example: (schema: unknown, type: string) => unknown): unknown =>
  mapped(content, (media, type) => {
    if (!isObject(media)) return media;
    const value = example(media.schema, type);
    return { ...media, schema: describedSchema(media.schema, [operation]), ...(value === undefined ? {} : { example: value }) };
  });

const isSuccess = (status: string): boolean => status.startsWith('2');

const annotatedOperation = (operation: unknown, schemas: JsonObject): unknown => {
  if (!isObject(operation)) return operation;
  const name = String(operation.operationId);
  const answer = (response: unknown, status: string): unknown =>
    withChanges(response, {
      headers: (headers) => mapped(headers, describedHeader),
      content: (content) =>
        withSchemas(content, name, (schema, type) =>
          isSuccess(status) && type === 'application/json' ? (givenAnswers[name]?.[status] ?? answerExample(schema, schemas)) : undefined,
        ),
    });
  return withChanges(operation, {
    parameters: (list) => (Array.isArray(list) ? list.map((parameter) => describedParameter(parameter, name)) : list),
    requestBody: (body) => withChanges(body, { content: (content) => withSchemas(content, name, () => requestExamples[name]) }),
    responses: (responses) => mapped(responses, answer),
  });
};

/** The document with a description for each field, parameter and header, and an example for each body. */
export const annotated = <Document extends object>(document: Document): Document => {
  const components = (document as { components?: JsonObject }).components ?? {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  return withChanges(document, {
    paths: (paths) => mapped(paths, (operations) => mapped(operations, (operation) => annotatedOperation(operation, schemas))),
    components: (parts) =>
      withChanges(parts, {
        schemas: (all) => mapped(all, (schema, name) => describedSchema(schema, [name])),
        responses: (all) => mapped(all, (response) => withChanges(response, { headers: (headers) => mapped(headers, describedHeader) })),
      }),
  }) as Document;
};
