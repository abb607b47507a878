import { expect, it } from '@jest/globals';
import { anAlert, aWorld } from '../../support/alerts.ts';

/** An alert as a monitoring system sends it: about 2 kB of labels and annotations. */
const aRealAlert = (status: 'firing' | 'resolved', ci: string, minutes: { since: string; until?: string }) => ({
  ...anAlert(status, ci, { name: 'DiskFull', ...minutes }),
  annotations: { summary: 'The disk of db-1 is 93 % full', description: 'd'.repeat(900), runbook: 'r'.repeat(900) },
});

/** The write units of a whole life: it fires, is repeated three times, and recovers; both messages are sent. */
const lifeOf = async (quiet: boolean): Promise<number> => {
  const world = await aWorld({ start: '22:10' });
  const ci = await world.ci('db-1');
  if (quiet) await world.window([ci]);
  const before = world.records.usage.writeUnits;
  for (const at of ['22:11', '22:16', '22:21', '22:26']) {
    world.at(at);
    await world.receive(aRealAlert('firing', ci, { since: '22:10' }));
    await world.sendAll();
  }
  world.at('22:30');
  await world.receive(aRealAlert('resolved', ci, { since: '22:10', until: '22:29' }));
  await world.sendAll();
  return world.records.usage.writeUnits - before;
};

/** Write units of the same lives while indexes had whole rows and repeats were transactions. */
const formerly = { sent: 82, held: 70 };

it.each([
  ['is sent', false, formerly.sent],
  ['is held and absorbed', true, formerly.held],
] as const)(
  'T4 T5 an alert of 2 kB that %s costs at least a third less written units than with whole rows in the indexes',
  async (_, quiet, former) => {
    const units = await lifeOf(quiet);

    expect(units).toBeLessThanOrEqual((former * 2) / 3);
  },
);
