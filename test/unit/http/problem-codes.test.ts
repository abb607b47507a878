import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../../infra/openapi/document.ts';
import { allAreas } from '../../../shared/functions/all-functions.ts';

/** Texts that look like a code but are not answered as one, with the reason. */
const notCodes: Readonly<Record<string, string>> = {
  'application/json': 'a content type',
  'text/csv': 'a content type',
  'text/html': 'a content type',
  'text/vnd.mermaid': 'a content type',
  'application/x-www-form-urlencoded': 'a content type',
};

/** Codes that are built at run time. test/support/api.ts compares each answer, and so its code, with the contract. */
const builtCodes = ['change/not-{status}', 'conflict/{kind}', '{noun}/not-found', '{noun}/unknown', '{noun}/{scheme}-taken'];

const document = openApiDocument(allAreas, '0.0.0');
const codesIn = (value: unknown): Set<string> =>
  new Set([...JSON.stringify(value).matchAll(/`([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)`/g)].map(([, code = '']) => code));

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly description?: string }>>;
}
const operations = new Map(
  Object.values(document.paths ?? {})
    .flatMap((path) => Object.values(path) as Operation[])
    .map((operation) => [operation.operationId, operation]),
);

/** Every literal in a source that looks like a code. */
const literalsIn = (source: string): string[] =>
  [...source.replaceAll(/^(import|export)\b[^;]*\bfrom '[^']*';$/gm, '').matchAll(/'([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)'/g)].map(
    ([, code = '']) => code,
  );

const sources = globSync('{shared,functions}/**/*.ts', { exclude: ['shared/contracts/**'] })
  .sort()
  .map((file) => ({ file, source: readFileSync(file, 'utf8') }));
const literals = sources.flatMap(({ file, source }) => literalsIn(source).map((code) => ({ file, code })));

it('I6 every error code in the sources is in the document', () => {
  const declared = codesIn(document);
  const missing = literals.filter(({ code }) => !declared.has(code) && !(code in notCodes));

  expect(literals.length).toBeGreaterThan(100);
  expect(missing.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
});

it('I6 no codes are built at run time except the listed ones', () => {
  const templates = sources.flatMap(({ source }) => source.match(/`(\$\{noun\}\/[^`\s]+|[a-z-]+\/[a-z-]*\$\{[a-z]+\})`/gi) ?? []);

  expect([...new Set(templates.map((each) => each.replaceAll(/[`$]/g, '')))].sort()).toEqual(builtCodes);
});

const window = ['window/end-before-start', 'window/too-long', 'window/in-the-past', 'window/too-far', 'window/downtime-too-long'];
const submission = [...window, 'change/not-a-configuration-item', 'change/item-decommissioned', 'change/window-required'];

describe('the documented codes of an operation', () => {
  it.each([
    ['requestChange', 400, [...window, 'person/unknown', 'item/unknown']],
    ['requestChange', 409, submission],
    ['submitChange', 409, submission],
    ['submitChange', 403, ['change/not-yours']],
    ['editChange', 400, [...window, 'person/unknown', 'item/unknown']],
    ['editChange', 403, ['change/not-yours']],
    ['editChange', 409, ['change/external-reference-taken']],
    ['listChanges', 400, ['person/unknown', 'item/unknown']],
    ['cancelChange', 403, ['change/not-yours']],
    ['holdChange', 403, ['change/not-yours']],
    ['resumeChange', 403, ['change/not-yours']],
    ['startChange', 403, ['change/not-yours']],
    ['finishChange', 403, ['change/not-yours']],
    [
      'finishChange',
      400,
      ['change/outcome-doubled', 'change/outcome-foreign', 'change/outcome-missing', 'change/end-before-start', 'item/unknown'],
    ],
    ['reviewChange', 403, ['change/own-review']],
    ['decideOnChange', 400, ['approval/reason-required']],
    ['decideOnChange', 403, ['approval/persons-only', 'approval/own-change', 'approval/implementer', 'approval/not-eligible']],
    ['createPerson', 400, ['team/unknown']],
    ['patchPerson', 400, ['team/unknown']],
    ['createContactGroup', 400, ['person/unknown']],
    ['createClient', 400, ['person/unknown']],
    ['registerAsset', 400, ['person/unknown', 'team/unknown', 'item/unknown']],
    ['registerConfigurationItem', 400, ['team/unknown', 'contact-group/unknown', 'item/unknown', 'configuration-item/unknown']],
    ['takeUnderManagement', 400, ['relation/self', 'contact-group/unknown']],
    ['patchConfigurationItem', 400, ['team/unknown', 'contact-group/unknown']],
    ['mailApprovalCode', 503, ['mail/not-sent', 'store/busy']],
  ])('I6 %s lists these codes under status %i', (name, status, codes) => {
    const documented = codesIn(operations.get(name)?.responses[status]);

    expect(codes.filter((code) => !documented.has(code))).toEqual([]);
  });
});

it('I6 every operation that can answer 201 documents the Location header', () => {
  const located = [...operations.values()]
    .filter(({ responses }) => '201' in responses)
    .filter(({ responses }) => !('Location' in ((responses['201'] as { headers?: object }).headers ?? {})));

  expect(located.map(({ operationId }) => operationId)).toEqual([]);
});
