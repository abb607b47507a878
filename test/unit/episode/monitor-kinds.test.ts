import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { kindNamed, MonitorMessage, monitorKindNames } from '../../../shared/domain/monitor/kinds/kinds.ts';
import { defineMonitorKind } from '../../../shared/domain/monitor/kinds/monitor-kind.ts';
import { itemReferenceOf } from '../../../shared/domain/suppression/mapping.ts';
import { aStateChange } from '../../support/alarms.ts';

const now = '2026-11-28T22:00:00.000Z';
const messages = { alertmanager: { alerts: [] }, cloudwatch: aStateChange('ALARM', { at: '22:00' }) };
const setup = { id: 'M', groupIntervalSeconds: 30, repeatIntervalSeconds: 600, token: 'qs_x', publicUrl: 'https://quiesce.test' };

it.each(monitorKindNames)('M1 the set-up text of %s says where alerts go, and with which token', (name) => {
  const text = kindNamed(name).setupText(setup);

  for (const part of ['https://quiesce.test/v1/monitors/M/alerts', 'qs_x']) expect(text).toContain(part);
});

it.each(monitorKindNames)('M1 a body that is not a message of %s is refused with a pointer', (name) => {
  for (const body of [[], 'alerts', {}]) {
    expect(() => kindNamed(name).read(body, now)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'body/invalid' }));
  }
});

it.each(monitorKindNames)('I6 the documentation accepts a message of %s', (name) => {
  const { payload } = kindNamed(name);
  const message = messages[name];

  expect(payload().safeParse(message).success).toBe(true);
  expect(MonitorMessage().safeParse(message).success).toBe(true);
});

it('M1 a kind reads what its own schema accepts', () => {
  const kind = defineMonitorKind({
    name: 'counter',
    payload: () => z.object({ lost: z.coerce.number() }),
    readPayload: ({ lost }) => ({ alerts: [], unreadable: [], truncated: lost }),
    setupText: () => '',
    defaultSchemes: ['hostname'],
    defaultMapping: ({ host }) => ({ ci: host, aliases: [] }),
    advice: { truncated: 'send less' },
  });

  expect(kind.read({ lost: '3' }, now)).toEqual({ alerts: [], unreadable: [], truncated: 3 });
  expect(() => kind.read({ lost: 'three' }, now)).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/lost' })] }),
  );
});

it("M1 without a mapping, Alertmanager's label ci names the item, else instance with and without its port", () => {
  const aliases = [
    { scheme: 'prometheus:instance', value: 'db-1:9100' },
    { scheme: 'hostname', value: 'db-1:9100' },
    { scheme: 'prometheus:instance', value: 'db-1' },
    { scheme: 'hostname', value: 'db-1' },
  ];

  expect(itemReferenceOf({ ci: 'A', instance: 'db-1:9100' })).toEqual({ ci: 'A', groups: [] });
  expect(itemReferenceOf({ ci: '', instance: 'db-1:9100' })).toEqual({ groups: [aliases] });
  expect(itemReferenceOf({})).toEqual({ groups: [[]] });
});
