import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { approvalCodesRow, approvalLinkRow } from '../../../shared/data/approval/approval-rows.ts';
import { closedEpisodeRow, deliveryRow, episodeRow, holdRow, pendingDeliveryRow } from '../../../shared/data/episode/episode-rows.ts';
import { exportRow } from '../../../shared/data/export/export-rows.ts';
import { guardRow } from '../../../shared/data/guard-rows.ts';
import { mailReferenceRow, sentMailRow } from '../../../shared/data/mail/mail-rows.ts';
import { retiredReceiverRow } from '../../../shared/data/monitor/retired-receiver-rows.ts';
import { addressChangeRow } from '../../../shared/data/person/address-change-rows.ts';
import { storedRow } from '../../../shared/data/stored-row.ts';
import { transactItem } from '../../../shared/data/transact-item.ts';
import { scopeEntryRow } from '../../../shared/data/window/window-rows.ts';
import { day, plus } from '../../../shared/domain/clock.ts';
import { defaultRetentionDays, retentionKinds, shortestRetention } from '../../../shared/domain/retention.ts';
import { retentionRows, retentionTable } from '../../../shared/domain/retention-table.ts';
import { type AnyRowType, allRowTypes } from '../../support/row-types.ts';
import { sampleOf } from '../../support/samples.ts';

const rowTypes = await allRowTypes();

const kinds = retentionRows(defaultRetentionDays);
const keepsOf = (keeps: (typeof retentionTable)[keyof typeof retentionTable]['keeps']) => (typeof keeps === 'number' ? 'own time' : keeps);

it('E4 every row type is in one kind of the table, which keeps it as the row declares', () => {
  const stated = Object.values(retentionTable).flatMap(({ rows, keeps }) => rows.map((type) => `${type}: ${keepsOf(keeps)}`));

  expect(rowTypes.map(({ type, keeps }) => `${type}: ${keeps}`).sort()).toEqual(stated.sort());
});

it('E4 what finance, an agreement or an audit rests on never expires', () => {
  const needed = kinds.filter(({ reasons }) => reasons.length > 0);

  expect(needed.filter(({ expires }) => expires)).toEqual([]);
  const rowsFor = (reason: string) => needed.filter(({ reasons }) => reasons.some((each) => each === reason)).flatMap(({ rows }) => rows);
  expect(rowsFor('agreement')).toEqual(expect.arrayContaining(['Agreement', 'Outage', 'Window', 'ServiceWindow', 'Change', 'Decision']));
  expect(rowsFor('finance')).toEqual(expect.arrayContaining(['Asset', 'AssetFact', 'Book', 'AssetCost', 'VendorContract', 'Term', 'Seat']));
  expect(rowsFor('audit')).toEqual(expect.arrayContaining(['Event', 'ItemVersion', 'PastAccess', 'Decision']));
});

it('E4 the rows of each kind are a line of docs/operating.md, with its setting and days', () => {
  const lines = readFileSync('docs/operating.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const keptOf = (rows: readonly string[]) => lines.filter(([, types]) => types === rows.map((type) => `\`${type}\``).join(', '));
  const textOf = ({ keeps }: (typeof retentionTable)[keyof typeof retentionTable]): string => {
    if (keeps === 'for ever') return keeps;
    if (typeof keeps === 'number') return keeps === 1 ? '24 hours' : `${keeps} days`;
    return `\`${keeps}\`: ${defaultRetentionDays[keeps]} `;
  };

  const wrong = Object.entries(retentionTable).filter(([, kind]) => {
    const [line, ...more] = keptOf(kind.rows);
    return more.length > 0 || !line?.[3]?.includes(textOf(kind));
  });

  expect(wrong.map(([kind]) => kind)).toEqual([]);
  const types = lines.flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
  expect(rowTypes.filter(({ type }) => types.filter((each) => each === type).length !== 1)).toEqual([]);
});

const at = '2026-11-24T02:00:00.000Z';
const inDays = (days: number) => Date.parse(plus(at, days * day)) / 1_000;

/** The TTL of a sample of the row with these fields, with the default settings. */
const ttlOf = (rowType: AnyRowType, fields: object) =>
  storedRow(rowType.save({ ...(sampleOf(rowType.schema()) as object), version: 1, ...fields }), defaultRetentionDays)?.ttl;

describe('the TTL of', () => {
  it.each([
    ['an episode that is over', episodeRow, { closedAt: at }, inDays(400)],
    ['an episode that is open', episodeRow, { closedAt: undefined }, undefined],
    ['a hold that is decided', holdRow, { held: false, since: at }, inDays(400)],
    ['a hold that is not decided', holdRow, { held: true, since: at }, undefined],
    ['a delivery that was sent', deliveryRow, { status: 'sent', sentAt: at }, inDays(90)],
    ['a delivery that was given up', deliveryRow, { status: 'dead', sentAt: undefined, createdAt: at }, inDays(17 + 90)],
    ['a delivery that is pending', deliveryRow, { status: 'pending', sentAt: undefined, createdAt: at }, inDays(17 + 90)],
    ['the last closed episode of an alert', closedEpisodeRow, { closedAt: at, endsAt: '2001-01-01T00:00:00.000Z' }, inDays(90)],
    ['an unused entry of a scope', scopeEntryRow, { unusedSince: at }, inDays(1)],
    ['an entry of a scope that was or may come in force', scopeEntryRow, { unusedSince: undefined }, undefined],
    ['a mail', sentMailRow, { sentAt: at }, inDays(400)],
    ['the message id of a mail', mailReferenceRow, { sentAt: at }, inDays(400)],
    ['an announced change of address', addressChangeRow, { toldAt: at }, inDays(400)],
    ['a change of address to announce', addressChangeRow, { toldAt: undefined }, undefined],
    ['codes', approvalCodesRow, {}, inDays(400)],
    ['a mailed link', approvalLinkRow, { expiresAt: at }, inDays(retentionTable.links.keeps)],
    ['a name that was given up', guardRow, { removedAt: at }, inDays(retentionTable.names.keeps)],
    ['a name that somebody has', guardRow, { removedAt: undefined }, undefined],
    ['a delivery that waits', pendingDeliveryRow, { createdAt: at }, inDays(retentionTable['pending-deliveries'].keeps)],
    ['an export', exportRow, { createdAt: at }, inDays(retentionTable['imports-and-exports'].keeps)],
    ['a retired receiver', retiredReceiverRow, { retiredAt: at }, inDays(retentionTable['receivers-of-deleted-monitors'].keeps)],
  ] as const)('E4 %s', (_, rowType, fields, expectedTtl) => {
    expect(ttlOf(rowType as AnyRowType, fields)).toBe(expectedTtl);
  });
});

it('E4 the settings of the stage decide, and a row that expires no more loses its TTL', () => {
  const closed = { ...(sampleOf(episodeRow.schema()) as object), version: 1, closedAt: at } as Parameters<typeof episodeRow.save>[0];
  const ttlIn = (episode: typeof closed, episodes: number) =>
    transactItem('table', episodeRow.save(episode), { ...defaultRetentionDays, episodes }).Put?.Item?.ttl;

  expect([ttlIn(closed, 50), ttlIn(closed, 100), ttlIn({ ...closed, closedAt: undefined }, 50)]).toEqual([
    inDays(50),
    inDays(100),
    undefined,
  ]);
});

it('E4 no default is shorter than what the product needs', () => {
  expect(retentionKinds.filter((kind) => defaultRetentionDays[kind] < shortestRetention[kind].days)).toEqual([]);
});
