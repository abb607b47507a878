import type { Role } from '../access.ts';
import { AliasScheme } from '../configuration-item/alias.ts';
import type { ColumnType } from './cell-values.ts';
import type { KindFields } from './import-row.ts';

/** One kind of what is imported and exported. The paths of its fields are those of the resource in the API. */
interface TransferKindRecord extends KindFields {
  /** Who may import it. */
  readonly importers: readonly Role[];
  /** Who may export it. @default everybody who is signed in */
  readonly exporters?: readonly Role[];
  /** By which fields a row may find what exists, in the order in which they are tried unless the import says otherwise. */
  readonly matchOn: readonly string[];
  /** Whether a row may also find what exists by its aliases, each scheme of which is a name for `matchOn`. @default false */
  readonly matchesAliases?: true;
}

/** The columns of an amount of money at a path: the amount with its currency, or each in a column of its own. */
const moneyColumns = (path: string): Readonly<Record<string, ColumnType>> => ({
  [path]: 'money',
  [`${path}.amount`]: 'amount',
  [`${path}.currency`]: 'text',
});

const stamps = ['version', 'createdAt', 'updatedAt'];
const holderNames = ['assetName', 'personName', 'itemName'];

/** What is imported and exported. `application/export/export-lists.ts` says how each is exported. */
const records = {
  assets: {
    importers: ['asset-manager'],
    matchOn: ['assetTag', 'serialNumber', 'name'],
    columns: {
      ...{ id: 'text', kind: 'text', name: 'text', category: 'text', brand: 'text', model: 'text', assetTag: 'text' },
      ...{ serialNumber: 'text', phoneNumber: 'text', imei: 'text', vendor: 'text', acquisition: 'text' },
      ...{ 'purchase.date': 'date' },
      ...moneyColumns('purchase.value'),
      ...{ 'purchase.invoiceNumber': 'text', 'purchase.orderNumber': 'text', warrantyEnd: 'date' },
      ...{ 'owner.person': 'text', 'owner.team': 'text', costCenter: 'text', location: 'text', partOf: 'text', importance: 'text' },
      ...{ condition: 'text', status: 'text', customFields: 'json' },
      ...{ 'license.metric': 'text', books: 'json' },
      ...{ 'disposal.date': 'date', 'disposal.method': 'text', 'disposal.certificate': 'text', 'disposal.reference': 'text' },
      ...moneyColumns('disposal.proceeds'),
      ...moneyColumns('disposal.sellingCost'),
      ...{ 'disposal.exchangeRates': 'json' },
    },
    freePrefixes: ['customFields.'],
    readOnly: [
      ...[...stamps, 'ownerNames', 'partOfName', 'warnings', 'assignment', 'assignmentNames', 'pools'],
      ...['lastSeenAt', 'lastUsedAt', 'usageSource'],
    ],
  },
  people: {
    importers: ['admin'],
    matchOn: ['email'],
    columns: {
      ...{ id: 'text', name: 'text', email: 'text', secondEmail: 'text', zone: 'text', roles: 'list', teams: 'list' },
      ...{ 'quietHours.from': 'text', 'quietHours.to': 'text', departed: 'date' },
    },
    readOnly: [...stamps, 'teamNames'],
  },
  costs: {
    importers: ['asset-manager'],
    exporters: ['asset-manager', 'auditor', 'admin'],
    matchOn: ['invoiceNumber', 'amount'],
    columns: {
      ...{ id: 'text', asset: 'text', kind: 'text', date: 'date' },
      ...moneyColumns('amount'),
      ...{ 'period.from': 'date', 'period.to': 'date', vendor: 'text', invoiceNumber: 'text', note: 'lines' },
    },
    readOnly: ['version', 'assetName', 'recordedAt'],
  },
  terms: {
    importers: ['asset-manager'],
    exporters: ['asset-manager', 'auditor', 'admin'],
    matchOn: ['asset'],
    columns: {
      ...{ id: 'text', asset: 'text', start: 'date', end: 'date', quantity: 'count' },
      ...moneyColumns('cost'),
      ...{ noticeBy: 'date', renews: 'flag', reference: 'text' },
    },
    readOnly: [...stamps, 'assetName'],
  },
  seats: {
    importers: ['asset-manager'],
    matchOn: ['asset'],
    columns: { id: 'text', asset: 'text', person: 'text', item: 'text', quantity: 'count', releasedAt: 'date' },
    readOnly: ['version', ...holderNames, 'assignedAt', 'releaseReason'],
  },
  assignments: {
    importers: ['asset-manager'],
    matchOn: ['asset'],
    columns: {
      ...{ id: 'text', asset: 'text', person: 'text', location: 'text', item: 'text', dueDate: 'date', acceptance: 'text', note: 'lines' },
      ...{ returnedAt: 'date' },
    },
    readOnly: ['version', ...holderNames, 'assignedAt', 'answeredAt', 'remindedAt'],
  },
  'configuration-items': {
    importers: ['configuration-manager'],
    matchOn: ['name'],
    matchesAliases: true,
    columns: {
      ...{ id: 'text', name: 'text', class: 'text', environment: 'text', criticality: 'text', stage: 'text', ownerTeam: 'text' },
      ...{ aliases: 'json', labels: 'json', contactGroups: 'json', patchSchedule: 'text', attributes: 'json' },
      ...{ changeControl: 'text', evidence: 'text' },
    },
    freePrefixes: ['aliases.', 'labels.', 'attributes.'],
    readOnly: [...stamps, 'ownerTeamName', 'contactGroupNames', 'lastSeenAt'],
  },
  relations: {
    importers: ['configuration-manager'],
    matchOn: [],
    columns: { source: 'text', type: 'text', target: 'text', share: 'amount' },
    readOnly: ['redundancy', 'name', 'sourceName', 'targetName'],
  },
} as const satisfies Readonly<Record<string, TransferKindRecord>>;

/** What is only imported: facts of the past that another tool has recorded (I5). */
const pastRecords = {
  outages: {
    importers: ['configuration-manager'],
    matchOn: ['reference', 'start'],
    columns: { service: 'text', start: 'text', end: 'text', state: 'text', cause: 'text', reference: 'text' },
    readOnly: [],
  },
  'past-changes': {
    importers: ['change-manager'],
    matchOn: [],
    columns: {
      ...{ 'externalReference.system': 'text', 'externalReference.id': 'text', type: 'text', title: 'text', items: 'list' },
      ...{ 'window.start': 'text', 'window.end': 'text', 'window.agreedDowntime': 'text', outcome: 'text' },
      ...{ approvals: 'json', closedAt: 'text', failedAt: 'text' },
    },
    readOnly: [],
  },
} as const satisfies Readonly<Record<string, TransferKindRecord>>;

/** What can be exported, and imported again. */
export type TransferKind = keyof typeof records;
export const transferKinds = Object.keys(records) as [TransferKind, ...TransferKind[]];

/** What can be imported. `application/import/import-kinds.ts` says how. */
export type ImportKindName = TransferKind | keyof typeof pastRecords;

export const kindRecords: Readonly<Record<ImportKindName, TransferKindRecord>> = { ...records, ...pastRecords };
export const importKindNames = Object.keys(kindRecords) as [ImportKindName, ...ImportKindName[]];

/** The first parts of paths whose last part is free, and may have a point in it. */
export const freeParts: readonly string[] = importKindNames.flatMap((kind) =>
  (kindRecords[kind].freePrefixes ?? []).map((prefix) => prefix.slice(0, -1)),
);

/** Whether a row of this kind may find what exists by this field. */
export const mayMatchOn = (kind: ImportKindName, field: string): boolean => {
  const { matchOn, matchesAliases = false } = kindRecords[kind];
  return matchOn.includes(field) || (matchesAliases && AliasScheme().safeParse(field).success);
};

/** The paths at which a kind has amounts of money. */
export const moneyPathsOf = (kind: ImportKindName): readonly string[] =>
  Object.entries(kindRecords[kind].columns).flatMap(([path, type]) => (type === 'money' ? [path] : []));
