import { expect, it } from '@jest/globals';
import { bodyOf, type EventName, eventBodies } from '../../../shared/domain/event/event-bodies.ts';
import samples from './samples.json' with { type: 'json' };

it('E1 every event has a stored sample that still parses unchanged', () => {
  expect(samples.map(({ name }) => name).toSorted()).toEqual(Object.keys(eventBodies).toSorted());
  for (const { name, body } of samples) expect(bodyOf(name as EventName, body)).toEqual(body);
});

it('E3 a body that does not match its schema, or is too large, is refused', () => {
  expect(() => bodyOf('ChangeStarted', { revision: 1, plan: 'a long text' })).toThrow();
  expect(() => bodyOf('ChangeEdited', { revision: 1, fields: Array.from({ length: 5_000 }, () => 'a field') })).toThrow('at most 32768');
});
