import type { Role } from '../access.ts';
import type { Instant } from '../clock.ts';
import type { Page, PageRequest } from '../store.ts';

/** What gives access: roles and teams of a person, the members of a contact group, and the roles of a client with who is responsible. */
export interface AccessRights {
  readonly roles?: readonly Role[] | undefined;
  readonly teams?: readonly string[] | undefined;
  /** The first day on which a person is no longer active. */
  readonly departed?: string | undefined;
  readonly members?: readonly string[] | undefined;
  readonly responsible?: string | undefined;
}

/** The resources that give access. */
export const accessNouns = ['person', 'contact-group', 'client'] as const;
export type AccessNoun = (typeof accessNouns)[number];

/** What a resource gave until it was changed or deleted. One is kept for each version that is over, and none is ever removed. */
export interface PastAccess {
  readonly noun: AccessNoun;
  readonly id: string;
  readonly version: number;
  /** The version of the resource. */
  readonly ofVersion: number;
  /** When the resource was created, and when it stood like this: in `[since, until)`. */
  readonly createdAt: Instant;
  readonly since: Instant;
  readonly until: Instant;
  /** Whether the resource was deleted then. */
  readonly deleted: boolean;
  readonly access: AccessRights;
}

/** A resource that exists, with what it gives now. */
export interface PresentAccess extends Pick<PastAccess, 'id' | 'createdAt' | 'since' | 'access'> {}

export interface AccessHistory {
  /** The first version of a resource that was over after an instant. */
  firstOverAfter(noun: AccessNoun, id: string, at: Instant): Promise<PastAccess | undefined>;
  /** The last versions of the resources that were deleted, in the order of their ids. For reports only (T4). */
  deleted(noun: AccessNoun, request: PageRequest): Promise<Page<PastAccess>>;
}

/** What is known of a resource at an instant: what it gave, that it did not exist, or that nobody kept it. */
export type AccessThen = { readonly access: AccessRights } | 'absent' | 'unknown';

/**
 * What the last known state of a resource says of an instant. Undefined: an earlier version has to be read. `until` is missing for a resource
 * that exists.
 */
export const accessIn = (
  { createdAt, since, until, access }: PresentAccess & { readonly until?: Instant },
  at: Instant,
): AccessThen | undefined => {
  if (at < createdAt || (until !== undefined && until <= at)) return 'absent';
  return since <= at ? { access } : undefined;
};
