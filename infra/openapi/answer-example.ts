import { isObject, type JsonObject as Schema } from '../../shared/domain/json-object.ts';

/** Values of fields whose schema does not say enough to make one up. */
const byName: Readonly<Record<string, unknown>> = {
  amount: '4200.00',
  currency: 'EUR',
  number: 'CHG-000123',
  title: 'Upgrade PostgreSQL to 17.3',
  email: 'ada@example.com',
  secondEmail: 'ada@example.net',
  zone: 'Europe/Berlin',
  agreedDowntime: 'PT30M',
  plannedDowntime: 'PT30M',
  actualDowntime: 'PT25M',
  p50: 'PT26H',
  p90: 'PT80H',
  scheme: 'hostname',
  value: 'web-7.example.com',
  url: 'https://pager.example.com/hook',
  accounts: '123456789012',
  regions: 'eu-central-1',
  href: 'https://tickets.example.com/4711',
  from: '22:00',
  to: '23:30',
  residualValue: '120.00',
  factor: '2',
  rate: '0.25',
  exchangeRate: '0.92',
  fiscalYearStart: '01-01',
  month: '2026-11',
  name: 'web-7',
  system: 'jira',
  token: 'qs_mon_0199b8e24a5c7d319f5e2b6c8d0e1f34_example',
  secret: 'whsec_ZXhhbXBsZS1zZWNyZXQtZm9yLXRlc3Rz',
  dateFormat: 'dd.MM.yyyy',
  actor: 'system',
  by: 'system',
  rrule: 'FREQ=WEEKLY;BYDAY=FR',
  length: 'PT2H',
  start: '02:30',
  raiseAhead: 'P14D',
  target: '99.9',
  availability: '99.860724',
  serviceTime: 'PT720H',
  agreedDowntimeUsed: 'PT2H',
  outageTime: 'PT1H',
  allowedOutageTime: 'PT43M4.8S',
  allowed: 'PT4H',
  worst: 'PT1H',
  used: 'PT1H',
  planned: 'PT30M',
  left: 'PT2H30M',
};

const byFormat: Readonly<Record<string, unknown>> = {
  uuid: '0199b8e2-4a5c-7d31-9f5e-2b6c8d0e1f34',
  'date-time': '2026-11-28T22:00:00.000Z',
  date: '2026-11-28',
  email: 'ada@example.com',
  uri: 'https://example.com/',
};

/** Whether a pattern is that of a duration (ISO 8601). */
const isDuration = (pattern: unknown): boolean => typeof pattern === 'string' && pattern.startsWith('^P(?=');

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);

const byType: Readonly<Record<string, (schema: Schema, of: (schema: unknown, name: string) => unknown, name: string) => unknown>> = {
  object: ({ properties }, of) =>
    isObject(properties) ? Object.fromEntries(Object.entries(properties).map(([field, inner]) => [field, of(inner, field)])) : {},
  array: ({ items }, of, name) => [of(items, name)],
  string: ({ pattern }, _, name) => byName[name] ?? (isDuration(pattern) ? 'P1D' : 'text'),
  integer: ({ minimum }) => (typeof minimum === 'number' ? Math.max(minimum, 1) : 1),
  number: () => 1,
  boolean: () => false,
};

/** Makes up an answer that matches a JSON schema: each field is present, with a value that its name, format or type suggests. */
export const answerExample = (root: unknown, schemas: Readonly<Record<string, unknown>>): unknown => {
  const of = (schema: unknown, name: string): unknown => {
    if (!isObject(schema)) return 'text';
    if (typeof schema.$ref === 'string') return of(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)], name);
    const known = schema.const ?? first(schema.enum) ?? schema.default;
    if (known !== undefined) return known;
    const choice = first(schema.anyOf) ?? first(schema.oneOf);
    if (choice !== undefined) return of(choice, name);
    const type = Array.isArray(schema.type) ? first(schema.type) : schema.type;
    if (type === 'string' && typeof schema.format === 'string') return byFormat[schema.format] ?? byName[name] ?? 'text';
    return byType[String(type)]?.(schema, of, name) ?? 'text';
  };
  return of(root, '');
};
