import * as z from 'zod';
import { type Caller, roles } from '../access.ts';
import { day, type Instant, plus } from '../clock.ts';
import { type DomainError, forbidden } from '../errors.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name, Reference, Zone } from '../values.ts';

const TimeOfDay = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00');

/**
 * A person (X1, X2). Roles, teams and whether the person is active come from this row, never from a token. `departed` is the first day on
 * which the person is no longer active: they cannot sign in and are not asked to decide. Teams are stored by id.
 */
export const People = defineResource({
  noun: 'person',
  plural: 'people',
  fields: () => ({
    name: Name(),
    email: z.email().max(254),
    secondEmail: z.email().max(254).optional(),
    zone: Zone(),
    roles: z.array(z.enum(roles)).max(roles.length).default(['viewer']),
    teams: z.array(Reference()).max(50).default([]),
    quietHours: z.strictObject({ from: TimeOfDay(), to: TimeOfDay() }).optional(),
    departed: z.iso.date().optional(),
  }),
  unique: ({ email }) => [{ scheme: 'email', value: email }],
});
/** `addressVersion` counts the changes of the address. Only the row has it and the time of the last one; clients neither set nor see them. */
export type Person = ResourceOf<typeof People.fields> & {
  readonly addressVersion?: number | undefined;
  readonly addressChangedAt?: Instant | undefined;
};

/** The version of a person's mail address. Approval links are bound to it, so a changed address voids them for good (P6). */
export const addressVersionOf = ({ addressVersion = 0 }: Pick<Person, 'addressVersion'>): number => addressVersion;

const hasSameAddress = (one: Pick<Person, 'email'>, other: Pick<Person, 'email'>): boolean =>
  one.email.toLowerCase() === other.email.toLowerCase();

/**
 * The fields of a person after an edit, with the version of their address and when it was changed: a higher version and the present time if
 * the address is another.
 */
export const withAddressVersion = <Fields extends Pick<Person, 'email'>>(
  fields: Fields,
  before: Person | undefined,
  now: Instant,
): Fields => {
  if (!before) return fields;
  if (!hasSameAddress(fields, before)) return { ...fields, addressVersion: addressVersionOf(before) + 1, addressChangedAt: now };
  const { addressVersion, addressChangedAt } = before;
  return {
    ...fields,
    ...(addressVersion === undefined ? {} : { addressVersion }),
    ...(addressChangedAt === undefined ? {} : { addressChangedAt }),
  };
};

/**
 * From when codes are mailed to a person (P6): a day after their address was changed, so that the former address is told in time of a change
 * that somebody else made. Undefined if it was never changed.
 */
export const codesMailedFrom = ({ addressChangedAt }: Pick<Person, 'addressChangedAt'>): Instant | undefined =>
  addressChangedAt === undefined ? undefined : plus(addressChangedAt, day);

/** The error for a caller who was deleted. */
export const deletedPerson = (): DomainError =>
  forbidden('access/deleted', 'you were deleted from the register: an administrator can register your address again');

/** Whether the person is active at an instant. A person is no longer active from the beginning (UTC) of the day in `departed`. */
export const isActive = ({ departed }: Pick<Person, 'departed'>, now: Instant): boolean =>
  departed === undefined || departed > now.slice(0, 10);

/** A person as the caller of what they do, signed in or by a mailed link. */
export const callerOf = ({ id, roles, teams }: Pick<Person, 'id' | 'roles' | 'teams'>): Caller => ({ kind: 'person', id, roles, teams });
