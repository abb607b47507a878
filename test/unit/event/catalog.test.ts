import { expect, it } from '@jest/globals';
import { asyncApiDocument } from '../../../infra/asyncapi/document.ts';
import { bodyOf, type EventName, eventCatalog, mailOfEvent } from '../../../shared/domain/event/event-catalog.ts';
import { mailCatalog } from '../../../shared/domain/mail/mail-catalog.ts';
import { routes } from '../../../shared/events/names.ts';
import samples from './samples.json' with { type: 'json' };

it('E1 every event has a kept sample, and each still parses as it was', () => {
  expect(samples.map(({ name }) => name).toSorted()).toEqual(Object.keys(eventCatalog).toSorted());
  for (const { name, body } of samples) expect(bodyOf(name as EventName, body)).toEqual(body);
});

it('E3 a body that is not of its schema, or too large, is never recorded', () => {
  expect(() => bodyOf('ChangeStarted', { revision: 1, plan: 'a long text' })).toThrow();
  expect(() => bodyOf('ChangeEdited', { revision: 1, fields: Array.from({ length: 5_000 }, () => 'a field') })).toThrow('the limit is 32768');
});

it('I6 every event is a message of the AsyncAPI document, and each consumer receives what the catalog says', () => {
  const { components, operations } = asyncApiDocument('0.0.0');
  const received = Object.values(operations).flatMap((operation) => ('messages' in operation ? [operation.messages] : []));
  const reference = (name: string) => ({ $ref: `#/channels/events/messages/${name}` });

  expect(Object.keys(components.messages)).toEqual(Object.keys(eventCatalog));
  expect(received).toEqual([routes.workflow, routes.release, routes.notify].map((names) => names.map(reference)));
});

it('E1 these events wake the workflow, release alerts, and are told to people', () => {
  const changes = ['ChangeRejected', 'ChangeLapsed', 'ChangeScheduled', 'ChangeCancelled'];
  const alsoTold = ['ApprovalRequested', 'ChangeFailed', 'StartReminded', 'ChangeNotStarted', 'WindowOpened', 'WindowSettled'];

  expect(routes.workflow.toSorted()).toEqual(['ChangeSubmitted', 'ChangeApproved', ...changes].toSorted());
  expect(routes.release.toSorted()).toEqual(['ChangeCancelled', 'ChangeFailed', 'ChangeHeld', 'WindowClosed']);
  expect(routes.notify.toSorted()).toEqual(['PersonAddressChanged', ...changes, ...alsoTold].toSorted());
});

it('every mail of the catalog is told by one event', () => {
  const told = Object.keys(eventCatalog).flatMap((name) => mailOfEvent(name) ?? []);

  expect(told.toSorted()).toEqual(Object.keys(mailCatalog).toSorted());
});
