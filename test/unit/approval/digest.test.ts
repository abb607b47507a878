import { expect, it } from '@jest/globals';
import { approvalDigest } from '../../../shared/domain/approval/digest.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { aChange } from '../../support/approvals.ts';

const window = { start: '2026-11-25T02:00:00.000Z', end: '2026-11-25T04:00:00.000Z', mode: 'planned', suppress: true } as const;
const dependants = { types: ['depends-on'], hops: 1 } as const;
const read = { window, title: 'Upgrade', plan: 'one', scope: { digest: 'd', count: 1, revision: 1 } } as const;

const edits: readonly (readonly [part: string, edit: Partial<Change>])[] = [
  ['revision', { revision: 2 }],
  ['scope', { scope: { ...read.scope, digest: 'e' } }],
  ['start', { window: { ...window, start: '2026-11-25T02:01:00.000Z' } }],
  ['end', { window: { ...window, end: '2026-11-25T04:01:00.000Z' } }],
  ['mode', { window: { ...window, mode: 'start-confirmed' } }],
  ['agreed downtime', { window: { ...window, agreedDowntime: 'PT1H' } }],
  ['suppression', { window: { ...window, suppress: false } }],
  ['dependants', { window: { ...window, dependants: { ...dependants, types: ['depends-on'] } } }],
  ['title', { title: 'Downgrade' }],
  ['plan', { plan: 'two' }],
  ['links', { links: [{ rel: 'ticket', href: 'https://x.test' }] }],
];

it.each(edits)('H6 another %s is another digest', (_, edit) => {
  expect(approvalDigest(aChange({ ...read, ...edit }))).not.toBe(approvalDigest(aChange(read)));
});

it('H6 what approvers do not read does not change the digest', () => {
  expect(approvalDigest(aChange({ ...read, version: 9, approvals: { needed: 2, given: 1 } }))).toBe(approvalDigest(aChange(read)));
});
