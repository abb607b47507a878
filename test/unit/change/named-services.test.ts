import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { reopenChange } from '../../../shared/application/change/reopen-change.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import type { ItemOutcome } from '../../../shared/domain/change/change-fields.ts';
import { failingWork } from '../../support/failing-work.ts';

const pointer = '/outcomes/0/services/0/service';

it('H8 a failure names services that depend on its items: others are refused, and nothing is written', async () => {
  const desk = await failingWork();
  const catalog = await desk.ci('catalog', { class: 'service' });
  const change = await desk.implementing({ items: [desk.app] });
  const failedFor = (service: string): ItemOutcome => ({ item: desk.app, outcome: 'failed', services: [{ service, state: 'down' }] });
  const rows = desk.records.all();

  await expect(desk.finish(change, failedFor(catalog))).rejects.toMatchObject({
    code: 'change/service-unrelated',
    errors: [{ pointer }],
  });
  await expect(desk.finish(change, failedFor(desk.server))).rejects.toMatchObject({ code: 'service/unknown', errors: [{ pointer }] });

  expect(desk.records.all()).toEqual(rows);
  expect((await desk.finish(change, failedFor(desk.service))).outcomes).toMatchObject([{ services: [{ service: desk.service }] }]);
});

it('H8 a change manager names any service, at the end of the work or later, and nothing that is no service', async () => {
  const desk = await failingWork();
  const catalog = await desk.ci('catalog', { class: 'service' });
  const change = await desk.implementing({ items: [desk.app] });
  const outcomesFor = (service: string) => [
    { item: desk.app, outcome: 'failed' as const, services: [{ service, state: 'down' as const }] },
  ];

  const failed = await finishChange(desk.context)(change.id, { outcomes: outcomesFor(catalog) }, desk.max);
  expect(failed.outcomes).toMatchObject([{ services: [{ service: catalog, state: 'down' }] }]);
  await reviewChange(desk.context)(failed.id, 'Known now.', desk.max);

  const correction = { outcomes: outcomesFor(desk.server), reason: 'It was the server.' };
  await expect(reopenChange(desk.context)(failed.id, correction, desk.max)).rejects.toMatchObject({ code: 'service/unknown' });
});
