import type { Clock, Instant } from '../../domain/clock.ts';
import { DomainError, inUse } from '../../domain/errors.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { idsOfItem } from '../../domain/item/merge.ts';
import type { NamedResource } from '../../domain/naming/mention.ts';
import {
  isPending,
  mentionOf,
  type Naming,
  type NamingRepository,
  type StoredUser,
  type UserRepository,
} from '../../domain/naming/naming.ts';
import { isStaleWrite, type Store, type Write } from '../../domain/store.ts';

/** What a deletion needs to find who names a resource. */
export interface UsersContext {
  readonly namings: Pick<NamingRepository, 'unmarked' | 'namingsOf' | 'withdraw'>;
  readonly store: Pick<Store, 'commit'>;
  readonly users: UserRepository;
  readonly events: Pick<EventRepository, 'page'>;
  readonly clock: Clock;
}

/** How many namings are read at a time. With as many users, these are the thousand rows that one request may read (T4). */
const atOnce = 500;

/** How many of them one transaction removes. */
const perCommit = 100;

const subjectOf = ({ noun, id }: StoredUser) => ({ type: noun === 'asset' || noun === 'configuration-item' ? 'item' : noun, id });

/** Whether a user that is not stored was deleted after it was about to name others. Otherwise it may not be stored yet. */
const wasDeleted = async ({ events }: UsersContext, user: StoredUser, from: Instant, to: Instant): Promise<boolean> => {
  const { items } = await events.page({ subjects: [subjectOf(user)], from, to, limit: 50 }, ({ name }) => name === 'ResourceDeleted');
  return items.length > 0;
};

/** A user as people know it. A delegation has only its id. */
const nameOf = ({ noun, id, fields }: StoredUser): string => {
  const label = fields?.number ?? fields?.name;
  return label === undefined ? `${noun.replaceAll('-', ' ')} ${id}` : `${noun.replaceAll('-', ' ')} ${label} (${id})`;
};

/** What a user says about the resource. Undefined if it does not name it. */
const textOf = async (context: UsersContext, naming: Naming, user: StoredUser): Promise<string | undefined> => {
  const now = context.clock.now();
  const noun = user.noun.replaceAll('-', ' ');
  const { id, fields } = user;
  if (user.isUnreadable) return `${noun} ${id} cannot be read, and may name it`;
  const mention = mentionOf(naming.named, user, now);
  const name = nameOf(user);
  if (mention) return `${name} ${mention.says}${fields?.status && user.noun === 'change' ? ` and is ${fields.status}` : ''}`;
  if (!isPending(naming, user, now)) return undefined;
  if (fields) return `${name} is just being edited and may name it`;
  return (await wasDeleted(context, user, naming.at, now)) ? undefined : `${noun} ${id} is just being created and may name it`;
};

/** Removes namings that do not count any more. One that was written again meanwhile stays, with those of its transaction. */
const withdraw = async ({ namings, store }: UsersContext, former: readonly Naming[]): Promise<void> => {
  for (let from = 0; from < former.length; from += perCommit) {
    await store.commit(namings.withdraw(former.slice(from, from + perCommit))).catch((error: unknown) => {
      if (!isStaleWrite(error)) throw error;
    });
  }
};

const stillClearing = (former: number): DomainError =>
  new DomainError('busy', 'store/busy', `${former} former uses of it were cleared, and there are more: send the same request again`, {
    retryAfterSeconds: 1,
  });

/**
 * Who names a resource, one text for each user among the newest that were about to name it. `unchanged` makes the deletion fail if somebody
 * has named it since. `isUse`: whether a naming counts. A resource may have more former users than one request can read. Then a step removes
 * those that it has read, and the next request continues.
 * @throws DomainError busy `store/busy` after such a step
 */
const findUsers =
  (context: UsersContext, isUse: (naming: Naming) => boolean = () => true) =>
  async (named: NamedResource): Promise<{ readonly users: readonly string[]; readonly unchanged: Write }> => {
    const { namings } = context;
    const unchanged = await namings.unmarked(named);
    for (let after: Naming | undefined; ; ) {
      const page = await namings.namingsOf(named, atOnce, after);
      const counted = page.filter(isUse);
      const users = await context.users.findMany(counted.map(({ user }) => user));
      const texts = await Promise.all(counted.map((naming, at) => textOf(context, naming, users[at] as StoredUser)));
      const found = texts.filter((text) => text !== undefined);
      if (found.length > 0 || page.length < atOnce) return { users: found, unchanged };
      if (counted.length > 0) {
        await withdraw(context, counted);
        throw stillClearing(counted.length);
      }
      after = page.at(-1);
    }
  };

/** The same for an item, under each of its ids (C1). */
export const usersOfItem =
  (context: UsersContext, isUse: (naming: Naming) => boolean) =>
  async (item: Item): Promise<{ readonly users: readonly string[]; readonly unchanged: readonly Write[] }> => {
    const found = await Promise.all(idsOfItem(item).map((id) => findUsers(context, isUse)({ noun: 'item', id })));
    return { users: found.flatMap(({ users }) => users), unchanged: found.map(({ unchanged }) => unchanged) };
  };

/**
 * The write for the transaction that deletes a resource which nobody names: it makes the deletion fail if somebody has named it since.
 * @throws DomainError conflict `<noun>/in-use`
 */
export const assertUnnamed =
  (context: UsersContext) =>
  async (named: NamedResource): Promise<Write> => {
    const { users, unchanged } = await findUsers(context)(named);
    if (users.length > 0) throw inUse(`${named.noun}/in-use`, users, named.noun === 'class' ? '/path/name' : '/path/id');
    return unchanged;
  };
