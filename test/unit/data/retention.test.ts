import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { approvalCodesRow } from '../../../shared/data/approval/approval-rows.ts';
import { closedEpisodeRow, deliveryRow, episodeRow, holdRow } from '../../../shared/data/episode/episode-rows.ts';
import { mailReferenceRow, sentMailRow } from '../../../shared/data/mail/mail-rows.ts';
import { addressChangeRow } from '../../../shared/data/person/address-change-rows.ts';
import { storedRow } from '../../../shared/data/stored-row.ts';
import { transactItem } from '../../../shared/data/transact-item.ts';
import { scopeEntryRow } from '../../../shared/data/window/window-rows.ts';
import { day, plus } from '../../../shared/domain/clock.ts';
import { defaultRetentionDays, retentionKinds, shortestRetention } from '../../../shared/domain/retention.ts';
import { type AnyRowType, allRowTypes } from '../../support/row-types.ts';
import { sampleOf } from '../../support/samples.ts';

const rowTypes = await allRowTypes();

/** Written by hand: which rows expire by which setting, at a time of their own, or never. A new row type has to be added here. */
const expected = {
  episodes: ['Episode', 'Hold'],
  deliveries: ['Delivery'],
  closed: ['ClosedEpisode'],
  scope: ['ScopeEntry'],
  mails: ['SentMail', 'MailReference', 'RequestBurst', 'AddressChange'],
  codes: ['ApprovalCodes', 'AcceptanceCodes'],
  unmapped: ['UnmappedAlerts'],
  'own time': [
    'ApprovalLink',
    'AcceptanceLink',
    'IdempotencyRecord',
    'RetiredReceiver',
    'PendingDelivery',
    'Alias',
    'Guard',
    'Import',
    'ImportResult',
    'ImportClaim',
    'Export',
  ],
  'for ever': [
    ...['Term', 'LicenseUse', 'DayOfUse', 'Seat', 'TakenSeat', 'HeldSeat', 'AssetCost', 'VendorContract', 'ContractShare', 'Reminder'],
    ...[
      'Asset',
      'AssetFact',
      'ItemVersion',
      'LooseHead',
      'FormerDependant',
      'Book',
      'Category',
      'Class',
      'Assignment',
      'HeldAsset',
      'Pool',
      'ListedValue',
      'UnauthorizedChange',
      'Drift',
      'ConfigurationItem',
      'MergedFacet',
      'CiSighting',
      'Edges',
      'Posting',
      'WordPosting',
      'Naming',
      'LastNaming',
    ],
    ...[
      'Change',
      'ChangeComment',
      'ChangeOutcome',
      'Decision',
      'WithdrawnDecision',
      'ScopeChunk',
      'WorkflowRun',
      'Window',
      'Reservation',
      'ReservationVersion',
      'Event',
    ],
    ...[
      'PastAccess',
      'Person',
      'Team',
      'ContactGroup',
      'Client',
      'ApprovalPolicy',
      'Delegation',
      'DelegationList',
      'DonePrompt',
      'ChangeTemplate',
      'SignIn',
      'Credential',
      'Monitor',
      'Truncation',
    ],
    ...['OpenEpisode', 'Due', 'SweepCursor', 'NoticedRestore'],
    ...['Agreement', 'BreachNotice', 'Outage', 'ServiceWindow'],
    ...['Freeze', 'MaintenanceHours', 'CalendarVersion', 'PatchSchedule', 'CalendarFeed'],
  ],
} as const;

it('E4 every row type has its stated retention', () => {
  const stated = Object.entries(expected).flatMap(([keeps, types]) => types.map((type) => `${type}: ${keeps}`));

  expect(rowTypes.map(({ type, keeps }) => `${type}: ${keeps}`).sort()).toEqual(stated.sort());
});

it('E4 docs/operating.md names every row type once, with its setting and days', () => {
  const lines = readFileSync('docs/operating.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line));
  const lineOf = (type: string) => lines.filter((line) => line.split('|')[1]?.includes(`\`${type}\``));
  const wrong = rowTypes.filter(({ type, keeps }) => {
    const [line, ...more] = lineOf(type);
    const setting =
      keeps in defaultRetentionDays ? `\`${keeps}\`: ${defaultRetentionDays[keeps as keyof typeof defaultRetentionDays]} ` : keeps;
    return more.length > 0 || !line?.split('|')[3]?.includes(setting);
  });

  expect(wrong.map(({ type, keeps }) => `${type}: ${keeps}`)).toEqual([]);
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
