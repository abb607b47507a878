import * as z from 'zod';
import { PublishedEvent } from '../../shared/contracts/events.ts';
import { eventCatalog } from '../../shared/domain/event/event-catalog.ts';
import type { EventRecord } from '../../shared/domain/event/event-record.ts';
import { eventSource, routes } from '../../shared/events/names.ts';

const description = `
Every event that Quiesce records is also published on the EventBridge bus of its stage, at least once and soon after it happened. Subscribe with
a rule on \`source\` and \`detail-type\`. Events contain ids instead of whole resources: read those through the API. They contain no secrets and no
personal data except ids. The same event may arrive twice, and events may arrive out of order: to restore the order, sort by \`detail.id\`,
which increases with time.
`.trim();

/** The consumers inside Quiesce, as operations of the document. */
const operations: Readonly<Record<keyof typeof routes, { readonly id: string; readonly summary: string }>> = {
  workflow: { id: 'runChangeWorkflow', summary: 'Starts or resumes the change workflow.' },
  release: { id: 'releaseHeldAlerts', summary: 'Decides whether held alerts are released.' },
  notify: { id: 'notifyPeople', summary: 'Sends mails to people.' },
};

/** All schemas are inline. The empty registry of ids keeps zod from moving schemas to `definitions`, which AsyncAPI does not support. */
const jsonSchemaOf = (schema: z.ZodType) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', metadata: z.registry() });
  return rest;
};

const reference = (path: string) => ({ $ref: `#/${path}` });

const messageOf = (name: string, { description: summary, body }: EventRecord) => ({
  name,
  title: name,
  summary,
  payload: {
    type: 'object',
    required: ['source', 'detail-type', 'time', 'resources', 'detail'],
    properties: {
      source: { const: eventSource },
      'detail-type': { const: name },
      time: { type: 'string', format: 'date-time' },
      resources: { type: 'array', items: { type: 'string' }, description: 'The subject of the event: `<type>/<id>`.' },
      detail: {
        allOf: [reference('components/schemas/Event'), { properties: { name: { const: name }, body: jsonSchemaOf(body()) } }],
      },
    },
  },
});

const operationOf = (consumer: keyof typeof routes) => ({
  action: 'receive',
  channel: reference('channels/events'),
  summary: operations[consumer].summary,
  messages: routes[consumer].map((name) => reference(`channels/events/messages/${name}`)),
});

const consumers: readonly (keyof typeof routes)[] = ['workflow', 'release', 'notify'];

/** The AsyncAPI 3 document of all events (I6). */
export const asyncApiDocument = (version: string) => {
  const events = Object.entries<EventRecord>(eventCatalog);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Quiesce events', version, description },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: 'quiesce-{stage}',
        title: 'The event bus of a stage',
        parameters: { stage: { description: 'The name of the stage, such as `prod`.' } },
        messages: Object.fromEntries(events.map(([name]) => [name, reference(`components/messages/${name}`)])),
      },
    },
    operations: {
      publishEvents: { action: 'send', channel: reference('channels/events'), summary: 'Publishes the events.' },
      ...Object.fromEntries(consumers.map((consumer) => [operations[consumer].id, operationOf(consumer)])),
    },
    components: {
      messages: Object.fromEntries(events.map(([name, record]) => [name, messageOf(name, record)])),
      schemas: { Event: jsonSchemaOf(PublishedEvent()) },
    },
  };
};
