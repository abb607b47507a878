import type { IndexName } from '../data/table.ts';

/** The beginnings of the partition keys of rows (`shared/data/table.ts`), by the name under which a function is allowed to write them. */
export const rowGroups = {
  /** The link of an identity, and what the first sign-in of an unknown person creates (X1). */
  'sign-ins': ['SIGNIN#', 'PERSON#', 'GUARD#person:', 'CONTACT-GROUP#', 'GUARD#contact-group:'],
  people: ['PERSON#', 'TEAM#', 'CONTACT-GROUP#', 'CLIENT#', 'GUARD#person:', 'GUARD#team:', 'GUARD#contact-group:', 'GUARD#client:'],
  /** People without teams, groups and clients. */
  persons: ['PERSON#', 'GUARD#person:'],
  'person-names': ['GUARD#person:'],
  'address-changes': ['ADDRESS#'],
  /** The hashes of tokens. */
  credentials: ['CREDENTIAL#'],
  /** Facets, relations and scope entries. */
  items: ['ITEM#'],
  /** Which seats of licenses a person or an item has. */
  'held-seats': ['SEATS#'],
  /** Contracts over assets. */
  contracts: ['CONTRACT#'],
  /** The parts of assets in contracts. */
  'contract-shares': ['COVERED#'],
  /** The dates of which people are reminded. */
  reminders: ['REMINDER#'],
  /** Who names a resource, which keeps it from being deleted. */
  namings: ['NAMED#'],
  /** When imports found CIs for the last time. */
  sightings: ['SIGHTING#'],
  /** What finds items in lists and searches. */
  postings: ['POST#'],
  aliases: ['ALIAS#'],
  'asset-names': ['GUARD#asset:'],
  pools: ['POOL#', 'GUARD#pool:'],
  /** Pools without their names: how many working members they have. */
  'pool-members': ['POOL#'],
  /** Who has which assets. */
  holders: ['HOLDER#'],
  books: ['BOOK#', 'GUARD#book:'],
  /** Accounting books without their names: whether an asset has an entry in one. */
  'used-books': ['BOOK#'],
  categories: ['CATEGORY#', 'GUARD#category:'],
  classes: ['CLASS#'],
  /** Changes of live CIs that nobody approved. */
  'unauthorized-changes': ['UNAUTHORIZED#'],
  /** Changes with their frozen scope, decisions, codes and workflow. */
  changes: ['CHANGE#'],
  'change-names': ['GUARD#change:'],
  'change-templates': ['CHANGE-TEMPLATE#', 'GUARD#change-template:'],
  'approval-policies': ['APPROVAL-POLICY#', 'GUARD#approval-policy:'],
  delegations: ['DELEGATION#'],
  /** For each person, the delegations that are not over. */
  'delegation-lists': ['DELEGATED#'],
  /** How the work of changes on items ended. */
  'success-records': ['OUTCOME#'],
  windows: ['WINDOW#'],
  /** The windows that agree downtime for a service. */
  'service-windows': ['SERVICE#'],
  /** The versions of what is agreed for services. */
  agreements: ['AGREEMENT#'],
  /** What people were told of the breach of an agreement. */
  'breach-notices': ['BREACH#'],
  outages: ['OUTAGE#'],
  reservations: ['RESERVATION#'],
  /** Freezes and maintenance hours. */
  calendars: ['RESERVATION#RULES', 'GUARD#freeze:', 'GUARD#maintenance-hours:'],
  'calendar-feeds': ['CALENDAR-FEED#'],
  /** Patch schedules without their names: which change asks for the standing approval. */
  'standing-requests': ['PATCH-SCHEDULE#'],
  'patch-schedules': ['PATCH-SCHEDULE#', 'GUARD#patch-schedule:'],
  'mailed-links': ['LINK#', 'ACCEPTANCE#'],
  /** Which mails were sent, and which requests wait for one. */
  mails: ['MAIL#', 'SES#', 'REQUESTS#'],
  monitors: ['MONITOR#', 'GUARD#monitor:'],
  truncations: ['TRUNCATION#'],
  /** Episodes and their deliveries. */
  episodes: ['EPISODE#'],
  'pending-deliveries': ['PENDING#'],
  /** Which episode of an alert is open. */
  'open-alerts': ['OPEN#'],
  /** Which episode of an alert was the last. */
  'closed-alerts': ['CLOSED#'],
  /** Under which windows an episode was held. */
  holds: ['HELD#'],
  'unmapped-alerts': ['UNMAPPED#'],
  /** The history that audits read. No function may remove it. */
  events: ['EVENT#'],
  /** The versions of items and the ends of their chains. No function may remove them. */
  history: ['HISTORY#'],
  /** Who had a relation to an item. */
  'former-dependants': ['FORMER#'],
  /** What the sweep has to do. */
  dues: ['DUE#'],
  /** How far the sweep has come, and the last restore of the table that it has noticed. */
  'sweep-positions': ['SWEEP#', 'RESTORE'],
  imports: ['IMPORT#'],
  /** What became of the rows of imports, and the keys that the rows have. */
  'import-results': ['IMPORT-ROW#', 'IMPORT-KEY#'],
  exports: ['EXPORT#'],
  /** The answers to requests with an Idempotency-Key. */
  answers: ['IDEMPOTENCY#'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type RowGroup = keyof typeof rowGroups;

/** Ways of reading rows, each with its action: one row, many rows by their keys, and the rows of one partition. */
const readActions = { one: 'GetItem', many: 'BatchGetItem', partition: 'Query' } as const;

/** The partition keys of counters, which give numbers to changes. */
export const counterPrefix = 'COUNTER#';

/** What a function may do with rows of the table. Nobody may scan it (T1). */
export interface RowRights {
  /** How it reads rows. */
  readonly reads?: readonly (keyof typeof readActions)[];
  /** The indexes that it queries. */
  readonly lists?: readonly IndexName[];
  /** Whether its transactions check rows that they do not write. */
  readonly checks?: true;
  /** The rows that it puts, in transactions. */
  readonly writes?: readonly RowGroup[];
  /** The rows that it removes. */
  readonly removes?: readonly RowGroup[];
  /** The rows that it puts in batches (`writeOnce`). DynamoDB does not tell putting from removing in a batch, so events are never among them. */
  readonly batches?: readonly RowGroup[];
  /** Whether it takes the next number of a counter. */
  readonly counts?: true;
}

/** One permission on the table: actions, on the table itself or on an index, for all rows or for those of these partitions. */
export interface RowPermission {
  readonly actions: readonly string[];
  readonly index?: IndexName;
  readonly prefixes?: readonly string[];
}

const prefixesOf = (groups: readonly RowGroup[]): readonly string[] => [...new Set(groups.flatMap((group) => rowGroups[group]))];

/** The permissions of rights. Transactions have no action of their own: each row counts as the action that it is in the transaction. */
export const permissionsOf = ({
  reads = [],
  lists = [],
  checks,
  writes = [],
  removes = [],
  batches = [],
  counts,
}: RowRights): readonly RowPermission[] => [
  ...(reads.length > 0 ? [{ actions: reads.map((way) => readActions[way]) }] : []),
  ...lists.map((index) => ({ actions: ['Query'], index })),
  ...(checks ? [{ actions: ['ConditionCheckItem'] }] : []),
  ...(writes.length > 0 ? [{ actions: ['PutItem'], prefixes: prefixesOf(writes) }] : []),
  ...(removes.length > 0 ? [{ actions: ['DeleteItem'], prefixes: prefixesOf(removes) }] : []),
  ...(batches.length > 0 ? [{ actions: ['BatchWriteItem'], prefixes: prefixesOf(batches) }] : []),
  ...(counts ? [{ actions: ['UpdateItem'], prefixes: [counterPrefix] }] : []),
];
