/**
 * The only table (T1). Its keys, its indexes and all access patterns are listed here.
 *
 * Base rows: `pk` and `sk`. A row whose `sk` begins with `#` describes the subject of the `pk` itself. All other rows with the same
 * `pk` (scope, decisions, windows) may grow without limit, and each kind is read by its own pattern only.
 * A permission to write names the first part of the `pk` (`shared/functions/row-rights.ts`). Rows that other functions write than the
 * subject itself are therefore in a partition of their own, such as events and mails.
 * Every row has `type`, `version` and `schema` (the version of the schema, T2).
 *
 * By primary key, strongly consistent. Decisions use only these reads (T4):
 *
 * | what is read                                       | key                                                          |
 * | -------------------------------------------------- | ------------------------------------------------------------ |
 * | a person, team, group, client, monitor, pool, book | <NOUN>#<id> = #                                              |
 * | a patch schedule; a calendar feed                  | PATCH-SCHEDULE#<id> = #, CALENDAR-FEED#<id> = #              |
 * | what a person, group or client gave until then     | <NOUN>#<id> > PAST#<until>#<version>                         |
 * | a class of CIs, whose id follows from its name     | CLASS#<id> = #                                               |
 * | the owner of a unique value                        | GUARD#<noun>:<scheme>#<value> = #                            |
 * | the person who signs in, the owner of a token      | SIGNIN#<issuer>#<subject> = #, CREDENTIAL#<kind>#<id> = #    |
 * | a change of address to announce                    | ADDRESS#<person> = <change>                                  |
 * | what a monitor left out of its messages            | TRUNCATION#<monitor> = #                                     |
 * | the receiver of a deleted monitor                  | MONITOR#<id> = RETIRED                                       |
 * | the facets of an item, of many items               | ITEM#<id> = #asset, #ci                                      |
 * | where a merged item has its other facet            | ITEM#<id> = #asset, #ci, in the place of that facet          |
 * | what happened to an asset                          | ITEM#<id> > FACT#<fact>                                      |
 * | who had an asset, the newest first                 | ITEM#<id> > ASSIGNMENT#<assignment>                          |
 * | what a person or an item has                       | HOLDER#<noun>#<id> > <assignment>                            |
 * | the terms, the use and the seats of a license      | ITEM#<id> > TERM#, = LICENSE, > SEATS-ON#, SEAT#, TAKEN#     |
 * | the seats that a person or an item has             | SEATS#<person or item>#<id> > <seat>                         |
 * | the costs of an asset; its parts of contracts      | ITEM#<id> > COST#<date>#<cost>, COVERED#<id> > <contract>    |
 * | a contract over assets                             | CONTRACT#<id> = #                                            |
 * | a date of which people are reminded                | REMINDER#<kind>#<of> = #                                     |
 * | an unauthorized change                             | UNAUTHORIZED#<id> = #                                        |
 * | what AWS Config has told about a CI                | ITEM#<id> = DRIFT                                            |
 * | its relations                                      | ITEM#<id> = EDGES#IN#<shard>, EDGES#OUT#<shard>              |
 * | CIs, assets by a filter value, ordered by id (T11) | POST#ci#<field>#<value>#<shard>, POST#asset#… > <id>         |
 * | values of a field that assets have                 | POST#asset#values#<field>#<shard> > <value>#<id>             |
 * | items by the beginning of a word (A9)              | POST#item#word#<first character>#<shard> > <word>#<id>#…     |
 * | the items of one alias or many aliases             | ALIAS#<scheme>#<value> = #                                   |
 * | when imports found CIs for the last time           | SIGHTING#<item> = #                                          |
 * | windows that may cover an item at a time           | ITEM#<id> > WIN#<notBefore>#…, PLAN#<notBefore>#…            |
 * | who names a resource, the last of them             | NAMED#<noun>#<id> > USER#<noun>#<id>, = #                    |
 * | a window, many windows                             | WINDOW#<id> = #                                              |
 * | windows that agree downtime for a service, by start | SERVICE#<service> > <start>#<window>#<revision>             |
 * | the versions of the agreement of a service         | AGREEMENT#<service> > <version>                              |
 * | what was told of the breach of an agreement        | BREACH#<service> > <month>#<kind>                            |
 * | an outage of a service                             | OUTAGE#<id> = #                                              |
 * | services that an alert impairs; alerts of a service | OUTAGE#<episode> = ALERT; OUTAGE#<service> = IMPAIRMENTS    |
 * | an approval policy                                 | APPROVAL-POLICY#<id> = #                                     |
 * | a template of changes                              | CHANGE-TEMPLATE#<id> = #                                     |
 * | a change, the execution of its workflow            | CHANGE#<id> = #, #workflow                                   |
 * | its frozen scope, decisions, codes; its mails      | CHANGE#<id> > SCOPE#, DECISION#, WITHDRAWN#, CODES#; MAIL#<change> |
 * | that approvers were reminded; who decides for whom | CHANGE#<id> = PROMPT#<revision>#…; DELEGATED#<person> = #    |
 * | the comments on a change, one of them              | CHANGE#<id> > COMMENT#<comment>, = …                         |
 * | how changes of an item ended; of one change        | OUTCOME#<item> > <finishedAt>#<change>, = …                  |
 * | the number of the next change                      | COUNTER#change = #                                           |
 * | the reservations of a month, and its version       | RESERVATION#<month>#<shard> > <start>#…, = #                 |
 * | all freezes and maintenance hours, their version   | RESERVATION#RULES > FREEZE#, MAINTENANCE-HOURS#, = #         |
 * | a holder's link to accept an asset, and its codes  | ACCEPTANCE#<hash> = #; ITEM#<id> = CODES#<assignment>        |
 * | an approver's link; the mail that bounced          | LINK#<hash> = #, SES#<message> = #                           |
 * | the requests that wait for one mail to a person    | REQUESTS#<person> = #                                        |
 * | an episode, many episodes, deliveries of one       | EPISODE#<id> = #, > DELIVERY#<n>                             |
 * | open or last closed episode of an alert; all open  | OPEN#<monitor>#<shard> = > <identity>, CLOSED#… = …          |
 * | deliveries of a monitor that are not sent yet      | PENDING#<monitor>#<shard> > <episode>#<n>                    |
 * | episodes that are or were held under a window      | HELD#<window>#<shard> > <episode>                            |
 * | alerts of a monitor that led to no CI              | UNMAPPED#<monitor> = > <slot>                                |
 * | the history of a subject                           | EVENT#<SUBJECT>#<id> > <event>                               |
 * | the versions of an item, the ends of its chains    | HISTORY#<item> > <time>#<facet>#<n>, = #<facet>              |
 * | who had a relation to an item                      | FORMER#<item> > <source>                                     |
 * | what is due; the position of the sweep             | DUE#minute#<hour>, DUE#<lane>#<hour>#<shard> > …, SWEEP#…    |
 * | the last restore that the sweep has noticed        | RESTORE = #                                                  |
 * | an import, an export                               | IMPORT#<id> = #, EXPORT#<id> = #                             |
 * | what became of the rows of a file, by outcome      | IMPORT-ROW#<import>#<outcome> > <line>                       |
 * | the row of a file with a key                       | IMPORT-KEY#<import>#<hash> = #                               |
 * | the request of an Idempotency-Key                  | IDEMPOTENCY#<hash> = #                                       |
 *
 * By index, for lists: see `indexes`.
 */
export const primaryKey = { partition: 'pk', sort: 'sk' } as const;

/**
 * Overloaded indexes, each named after its use. Keys with many writers end with `#<shard>` (T4). An index has keys only: lists read the rows
 * by their keys, so rewriting a row costs nothing in the indexes, and a list never shows an outdated row.
 *
 * | index        | lists                                                          | partition, sort                          |
 * | ------------ | -------------------------------------------------------------- | ---------------------------------------- |
 * | `inOrder`    | all resources of one noun, in order of creation                | <NOUN>#…, ASSET#…, CI#<shard>, <id>      |
 * |              | people, groups and clients that were deleted                   | DELETED#<NOUN>#<shard>, <id>             |
 * | `bySelector` | resources with one value: changes of a status, by start;       | CHANGE#<status>#<shard>, <start>#<id>    |
 * |              | episodes of a monitor;                                         | EPISODE#<monitor>#…                      |
 * |              | terms, costs and contracts by their end;                       | PREPAID#<kind>#<shard>, <end>#<id>       |
 * |              | outages of a service, by their beginning;                      | OUTAGE#<service>, <start>#<id>           |
 * |              | ended windows with alerts to decide                            | UNSETTLED#<shard>, <end>#<id>            |
 * | `byTime`     | windows by start; episodes and events of a day;                | WINDOW#<shard>, EPISODE#<day>#…, EVENT#… |
 * |              | changes by the time when their work was finished;              | CHANGE#<shard>, <finishedAt>#<id>        |
 * |              | changes whose extension or emergency awaits approval;          | UNDECIDED#<shard>, <deadline>#<id>       |
 * |              | unauthorized changes by the time of their detection;           | UNAUTHORIZED#<shard>, <detectedAt>#<id>  |
 * |              | versions of items of a day;                                    | VERSION#<day>#<shard>, <time>#…          |
 * |              | dates of which people are reminded;                            | EXPIRING#<shard>, <date>#<kind>#…        |
 * |              | when imports found CIs for the last time;                      | SIGHTING#<shard>, <time>#<item>          |
 * |              | outages of a service that are long or go on, by their end;     | OUTAGE#<service>, <end>#<id>             |
 * |              | overdue deliveries                                             | UNSENT#<shard>, <createdAt>#…            |
 * | `pending`    | events that are not published yet (E3)                         | EVENT#<shard>, <time>#<event>            |
 */
export const indexes = {
  inOrder: { partition: 'inOrderPk', sort: 'inOrderSk' },
  bySelector: { partition: 'bySelectorPk', sort: 'bySelectorSk' },
  byTime: { partition: 'byTimePk', sort: 'byTimeSk' },
  pending: { partition: 'pendingPk', sort: 'pendingSk' },
} as const;

export type IndexName = keyof typeof indexes;

/** The key of the row that says which restore of the table the sweep has noticed last. */
export const noticedRestoreKey = { pk: 'RESTORE', sk: '#' } as const;

/** The attribute for DynamoDB's TTL, in epoch seconds. Code must not rely on TTL to decide whether something has expired. */
export const timeToLiveAttribute = 'ttl';

/**
 * The number of shards of index keys with many writers (T4). It may be increased, because the index key of each row contains its shard, and
 * lists still query the old shards. It must never be decreased. During a deployment that increases it, old functions may not list all rows
 * that new functions write.
 */
export const indexShards = 4;

/**
 * The numbers of shards of base keys. The shard is computed from the key each time a row is read, so these numbers must NEVER change:
 * stored rows would no longer be found. They are independent of `indexShards`. Rows of edges are not among them: their number grows with
 * the edges of an item, and the first of them says how many there are (T7).
 */
export const openShards = 4;
export const closedShards = 4;
export const holdShards = 16;
export const pendingShards = 4;
export const reservationShards = 32;
export const dueShards = { minute: 1, alerts: 8, outages: 4, day: 8 } as const;
export const postingShards = 4;
/** As many rows are kept for alerts of one monitor that led to no CI. */
export const unmappedSlots = 256;
