import { type Instant, minute, plus } from '../clock.ts';
import type { Write } from '../store.ts';
import { isSameNamed, type Mention, mentionsIn, type NamedResource, type UserNoun } from './mention.ts';

/** The resource that names another one. */
export interface User {
  readonly noun: UserNoun;
  readonly id: string;
}

/** A resource that is about to name another one. It is stored before that resource is, so that the deletion of the named one finds it. */
export interface Naming {
  readonly named: NamedResource;
  readonly user: User;
  /** The version of the user that will name it. */
  readonly userVersion: number;
  readonly at: Instant;
  readonly version: number;
  /** Whether the request was refused, so that the user will not name it. */
  readonly withdrawn?: boolean | undefined;
}

/** A user as it is stored: with its fields, absent, or unreadable. */
export interface StoredUser extends User {
  readonly fields?: StoredFields | undefined;
  readonly isUnreadable?: boolean;
}

/** The fields that any user may have, by which people know it. */
interface StoredFields {
  readonly version: number;
  readonly name?: string;
  readonly number?: string;
  readonly status?: string;
  readonly end?: string;
}

export interface NamingRepository {
  /** Says which resources a user is about to name. Written by `store.writeOnce`, before the user. */
  announce(naming: Omit<Naming, 'named' | 'version'>, named: readonly NamedResource[]): readonly Write[];
  /** Marks the named resources, so that a deletion that has read their namings already fails. Written after `announce`. */
  mark(naming: Omit<Naming, 'named' | 'version'>, named: readonly NamedResource[]): readonly Write[];
  /** Those of the resources that exist, by requests of up to 100 rows. */
  existing(named: readonly NamedResource[]): Promise<readonly NamedResource[]>;
  /** A write that checks that nothing was marked since. It must be read before the namings. */
  unmarked(named: NamedResource): Promise<Write>;
  /** Removes namings that do not count any more, unless they were written again since they were read. */
  withdraw(namings: readonly Naming[]): readonly Write[];
  /** The namings of a resource, at most `limit` of them, those of the newest users of a noun first. */
  namingsOf(named: NamedResource, limit: number, after?: Naming): Promise<readonly Naming[]>;
}

/** Reads the resources that name others. Only deletions need it. */
export interface UserRepository {
  /** Each of these users, in the same order. */
  findMany(users: readonly User[]): Promise<readonly StoredUser[]>;
}

/** The request that wrote the naming has certainly ended after this time, in milliseconds. */
const requestTime = minute;

/** A delegation names its people while it lasts. */
const isOver = ({ noun, fields }: StoredUser, now: Instant): boolean =>
  noun === 'delegation' && fields?.end !== undefined && fields.end <= now;

/** The mention by which a stored user names the resource. */
export const mentionOf = (named: NamedResource, user: StoredUser, now: Instant): Mention | undefined =>
  user.fields && !isOver(user, now) ? mentionsIn(user.noun, user.fields).find((mention) => isSameNamed(mention, named)) : undefined;

/** Whether the user may be about to name the resource: its request has not stored it yet. */
export const isPending = ({ userVersion, at, withdrawn = false }: Naming, { fields }: StoredUser, now: Instant): boolean =>
  !withdrawn && (fields?.version ?? 0) < userVersion && plus(at, requestTime) > now;
