import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { asyncApiDocument } from '../../../infra/asyncapi/document.ts';
import { bodyOf, type EventName, eventCatalog, noticesOf } from '../../../shared/domain/event/event-catalog.ts';
import { assetMailCatalog } from '../../../shared/domain/mail/asset-mails.ts';
import { mailCatalog } from '../../../shared/domain/mail/mail-catalog.ts';
import { monitorMailCatalog } from '../../../shared/domain/mail/monitor-mails.ts';
import { routes } from '../../../shared/events/names.ts';

const samples = JSON.parse(readFileSync(new URL('samples.json', import.meta.url), 'utf8')) as readonly {
  readonly name: string;
  readonly body: object;
  /** The functions that receive the event from the bus. */
  readonly receivers?: readonly string[];
}[];

it('E1 every event has a stored sample, and each sample still parses unchanged', () => {
  expect(samples.map(({ name }) => name).toSorted()).toEqual(Object.keys(eventCatalog).toSorted());
  for (const { name, body } of samples) expect(bodyOf(name as EventName, body)).toEqual(body);
});

it('E3 a body that its schema does not accept, or that is too large, is not recorded', () => {
  expect(() => bodyOf('ChangeStarted', { revision: 1, plan: 'a long text' })).toThrow();
  expect(() => bodyOf('AssetChanged', { fields: Array.from({ length: 5_000 }, () => 'a field') })).toThrow('the limit is 32768');
});

it('I6 every event is a message of the AsyncAPI document, and each consumer receives what the catalog says', () => {
  const { components, operations } = asyncApiDocument('0.0.0');
  const received = Object.values(operations).flatMap((operation) => ('messages' in operation ? [operation.messages] : []));
  const reference = (name: string) => ({ $ref: `#/channels/events/messages/${name}` });

  expect(Object.keys(components.messages)).toEqual(Object.keys(eventCatalog));
  expect(received).toEqual([routes.workflow, routes.release, routes.notify].map((names) => names.map(reference)));
});

it.each(Object.entries(routes))('E1 the function %s receives the events whose sample names it, and no others', (receiver, names) => {
  expect(names.toSorted()).toEqual(
    samples
      .filter(({ receivers = [] }) => receivers.includes(receiver))
      .map(({ name }) => name)
      .toSorted(),
  );
});

it('every mail of the catalog is caused by exactly one event', () => {
  const mails = Object.keys(eventCatalog).flatMap((name) => noticesOf(name).mail ?? []);

  expect(mails.toSorted()).toEqual(
    [...Object.keys(mailCatalog), ...Object.keys(monitorMailCatalog), ...Object.keys(assetMailCatalog)].toSorted(),
  );
});
