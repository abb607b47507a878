import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { deployedDesk } from '../support/deployed-desk.ts';

const { as } = deployedDesk();

it('S6 the deployed functions load the regular expression engine from beside their bundle', async () => {
  const monitor = (matcher: string) => ({
    name: `monitor ${randomUUID()}`,
    receiver: { kind: 'webhook', url: 'https://pager.test/hook' },
    neverSuppress: [matcher],
  });

  const [sound, broken] = [
    await as('admin').post('/v1/monitors', monitor('severity=~"page-.*"')),
    await as('admin').post('/v1/monitors', monitor('severity=~"("')),
  ];

  expect([sound.status, broken.status, broken.body.code]).toEqual([201, 400, 'matcher/invalid']);
});

it('S6 an evaluation for a monitor applies its regular expressions', async () => {
  const name = `monitor ${randomUUID()}`;
  const body = { name, receiver: { kind: 'webhook', url: 'https://pager.test/hook' }, neverSuppress: ['severity=~"page-.*"'] };
  const { id } = (await as('admin').post('/v1/monitors', body)).body;

  const { body: answer } = await as('viewer').post('/v1/suppression/evaluate', {
    monitor: id,
    alerts: [{ labels: { severity: 'page-now' } }, { labels: { severity: 'warning' } }],
  });

  expect(answer.results.map(({ note }: { note: string }) => note)).toEqual(['never-suppressed', 'unknown-ci']);
});
