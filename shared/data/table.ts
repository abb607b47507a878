/**
 * The one table (T1). Keys, indexes and every access pattern stand here; a pattern that is not listed does not exist.
 *
 * Base rows: `pk` and `sk`. A row whose `sk` begins with `#` belongs to its item's card; everything else under the same `pk`
 * (history, scope, windows, events) may grow without end and is read by its own pattern only.
 * Every row carries `type`, `version` and `schema` (the schema's version, T2).
 *
 * By base key, consistently; what decides reads these only (T4):
 *
 * | asked                                              | key                                                          |
 * | -------------------------------------------------- | ------------------------------------------------------------ |
 * | a person, team, group, client, monitor             | <NOUN>#<id> = #                                              |
 * | who has a unique value                             | GUARD#<noun>:<scheme>#<value> = #                            |
 * | who somebody is who signs in, or shows a token     | SIGNIN#<issuer>#<subject> = #, CREDENTIAL#<kind>#<id> = #    |
 * | a change of address that is to be told             | PERSON#<id> = ADDRESS#<change>                               |
 * | an item's card, many cards                         | ITEM#<id> = #asset, #ci                                      |
 * | its relations                                      | ITEM#<id> = EDGES#IN#<shard>, EDGES#OUT#<shard>              |
 * | CIs by one value of a filter, by id (T11)          | POST#ci#<field>#<value>#<shard> > <id>                       |
 * | items by the beginning of a word (A9)              | POST#item#word#<first character>#<shard> > <word>#<id>#…     |
 * | which item has an alias, many of them              | ALIAS#<scheme>#<value> = #                                   |
 * | windows that may matter to an item at a time       | ITEM#<id> > WIN#<notBefore>#…, PLAN#<notBefore>#…            |
 * | a window, many windows                             | WINDOW#<id> = #                                              |
 * | a change, its execution                            | CHANGE#<id> = #, #workflow                                   |
 * | its frozen scope, decisions, codes, mails          | CHANGE#<id> > SCOPE#, DECISION#, CODES#, MAIL#               |
 * | the number of the next change                      | COUNTER#change = #                                           |
 * | what a month has reserved, and its version         | RESERVATION#<month>#<shard> > <start>#…, = #                        |
 * | an approver's link; the mail that came back        | LINK#<hash> = #, SES#<message> = #                           |
 * | an episode, many episodes, what is sent for one    | EPISODE#<id> = #, > DELIVERY#<n>                             |
 * | the open or last episode of an alert; all open     | OPEN#<monitor>#<shard> = > <fingerprint>, CLOSED#… = …       |
 * | what a window holds, or held                       | HELD#<window>#<shard> > <episode>                            |
 * | history of a subject                               | <SUBJECT>#<id> > EVENT#<event>                               |
 * | what is due; where the sweep is                    | DUE#<lane>#<hour>, DUE#day#<hour>#<shard> > <at>#…, SWEEP#…  |
 * | what an Idempotency-Key has protected              | IDEMPOTENCY#<hash> = #                                       |
 *
 * By index, for lists: see `indexes`.
 */
export const primaryKey = { partition: 'pk', sort: 'sk' } as const;

/**
 * Overloaded indexes, each named for what it answers. Keys that many writers share end in `#<shard>` (T4).
 *
 * | index        | answers                                                        | partition, sort                          |
 * | ------------ | -------------------------------------------------------------- | ---------------------------------------- |
 * | `inOrder`    | all of one noun, in the order made                             | <NOUN>#…, ASSET#…, CI#<shard>, <id>      |
 * | `bySelector` | those that share a value: changes of a status, soonest first;  | CHANGE#<status>#<shard>, <start>#<id>    |
 * |              | episodes of a monitor                                          | EPISODE#<monitor>#…                      |
 * | `byTime`     | windows by start; episodes and events of a day                 | WINDOW#<shard>, EPISODE#<day>#…, EVENT#… |
 * | `pending`    | events that are not published yet (E3)                         | EVENT#<shard>, <time>#<event>            |
 */
export const indexes = {
  inOrder: { partition: 'inOrderPk', sort: 'inOrderSk' },
  bySelector: { partition: 'bySelectorPk', sort: 'bySelectorSk' },
  byTime: { partition: 'byTimePk', sort: 'byTimeSk' },
  pending: { partition: 'pendingPk', sort: 'pendingSk' },
} as const;

export type IndexName = keyof typeof indexes;

/** The attribute of DynamoDB's TTL: epoch seconds. Expiry is never decided by it. */
export const timeToLiveAttribute = 'ttl';

/**
 * Shards of index keys that many writers share (T4). The shard stands in each row's index key, so the number may grow: rows written under
 * a smaller number lie in shards that lists still ask. It must never shrink. While a deployment that raises it is under way, the older
 * functions do not list what the newer ones write.
 */
export const indexShards = 4;

/**
 * Shards of base keys. A row is found by computing its shard again, so these numbers NEVER change: with another number every row that is
 * stored would be lost. They have nothing to do with `indexShards`.
 */
export const openShards = 4;
export const closedShards = 4;
export const holdShards = 16;
export const reservationShards = 1;
export const edgeShards = 1;
export const dueShards = { minute: 1, alerts: 1, day: 8 } as const;
export const postingShards = 4;
