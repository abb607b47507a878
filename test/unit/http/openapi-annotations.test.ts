import { expect, it } from '@jest/globals';
import { openApiDocument } from '../../../infra/openapi/document.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { allAreas } from '../../../shared/functions/all-functions.ts';

const contracts: readonly Contract[] = allAreas.flatMap(({ routes }) => routes);
const document = openApiDocument(allAreas, '0.0.0');

interface Media {
  readonly example?: unknown;
}
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

const operationOf = ({ method, path }: Contract): Operation =>
  (document.paths as Record<string, Record<string, Operation>>)[path]?.[method.toLowerCase()] as Operation;

/** Every field and header of the document, with the path that leads to it. */
const fieldsBelow = (node: unknown, path: string): { readonly path: string; readonly description: unknown }[] => {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'example' || key === 'examples') return [];
    const fields = key === 'properties' || key === 'headers' ? Object.entries(value as Record<string, { description?: unknown }>) : [];
    return [
      ...fields.map(([name, field]) => ({ path: `${path}/${key}/${name}`, description: field.description })),
      ...fieldsBelow(value, `${path}/${key}`),
    ];
  });
};

const isMissing = ({ description }: { readonly description?: unknown }): boolean =>
  typeof description !== 'string' || description.trim() === '';

it('I6 every field and header of the API has a description: infra/openapi/areas has them', () => {
  const fields = fieldsBelow(document, '#');

  expect(fields.length).toBeGreaterThan(600);
  expect(fields.filter(isMissing).map(({ path }) => path)).toEqual([]);
});

it('I6 every parameter has a description', () => {
  const missing = contracts.flatMap((contract) =>
    (operationOf(contract).parameters ?? []).filter(isMissing).map((each) => `${contract.name}: ${each.in} ${each.name}`),
  );

  expect(missing).toEqual([]);
});

const withBody = contracts.filter(({ body }) => body !== undefined);

it('I6 every body of a request has an example: infra/openapi/areas has them', () => {
  const missing = withBody.filter((contract) =>
    Object.values(operationOf(contract).requestBody?.content ?? {}).some(({ example }) => example === undefined),
  );

  expect(withBody.length).toBeGreaterThan(25);
  expect(missing.map(({ name }) => name)).toEqual([]);
});

it.each(withBody.map((contract) => [contract.name, contract] as const))('I6 the example of %s is accepted', (_, contract) => {
  const { content = {} } = operationOf(contract).requestBody ?? {};

  for (const { example } of Object.values(content)) expect(contract.body?.().safeParse(example)).toMatchObject({ success: true });
});

const exampleOf = (contract: Contract, status: number): unknown =>
  operationOf(contract).responses[status]?.content?.['application/json']?.example;

const withAnswer = contracts.filter(({ success }) => success.schema !== undefined);

it.each(withAnswer.map((contract) => [contract.name, contract] as const))(
  'I6 the answer of %s has an example that is one',
  (_, contract) => {
    const { status, schema } = contract.success;

    expect(schema?.().safeParse(exampleOf(contract, status))).toMatchObject({ success: true });
  },
);

const inBackground = contracts.filter(({ success }) => success.later !== undefined);

it.each(inBackground.map((contract) => [contract.name, contract] as const))(
  'I6 the answer 202 of %s has an example that is one, and not the one of its other answer',
  (_, contract) => {
    const { status, later } = contract.success;
    const example = exampleOf(contract, 202);

    expect(later?.().safeParse(example)).toMatchObject({ success: true });
    expect(example).not.toEqual(exampleOf(contract, status));
  },
);

it('I6 the examples of a submission are changes that are being assessed: with a scope, or in the background without what it finds', () => {
  const submit = contracts.find(({ name }) => name === 'submitChange') as Contract;
  const [assessed, walking] = [exampleOf(submit, 200), exampleOf(submit, 202)] as [object, object];

  expect(assessed).toMatchObject({ status: 'assessing', scope: { revision: 1 } });
  expect(walking).toMatchObject({ status: 'assessing' });
  const ofLater = ['refusal', 'agreedAt', 'scheduledAt', 'startedAt', 'finishedAt', 'closedAt', 'ended'];
  expect(Object.keys(assessed).filter((field) => ofLater.includes(field))).toEqual([]);
  const ofAssessment = [...ofLater, 'scope', 'risk', 'riskReasons', 'pinned', 'approvalDeadline', 'windowId'];
  expect(Object.keys(walking).filter((field) => ofAssessment.includes(field))).toEqual([]);
});
