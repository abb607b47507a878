import * as z from 'zod';
import { lazily } from './lazily.ts';

/** Values that many schemas share, said one way everywhere (I1): times, ids, names. All are lazily built. */

/** UUIDv7 of one of our resources. */
export const Id = lazily(() => z.uuid().meta({ id: 'Id', description: 'UUIDv7' }));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a reference has the form of an id: then it is looked up as one, and never as a name (I7). */
export const isId = (reference: string): boolean => uuid.test(reference);

/** Years of four digits: others neither sort nor are RFC 3339. An offset may lead out of them. */
export const isOrdinary = (at: Date): boolean => at.getTime() >= -62_167_219_200_000 && at.getTime() <= 253_402_300_799_999;

/** RFC 3339 with any offset goes in, UTC milliseconds come out. */
export const Time = lazily(() =>
  z.iso.datetime({ offset: true }).transform((value, context) => {
    const at = new Date(value);
    if (!isOrdinary(at)) {
      context.addIssue({ code: 'custom', message: 'not a time' });
      return z.NEVER;
    }
    return at.toISOString();
  }),
);

/** An instant as we keep and answer it: RFC 3339 UTC, milliseconds. */
export const StoredTime = lazily(() => z.iso.datetime({ precision: 3 }).meta({ description: 'RFC 3339, UTC, milliseconds' }));

/** A calendar date. */
export const PlainDate = lazily(() => z.iso.date());

/** What people call a thing: one to 200 characters, not blank. */
export const Name = lazily(() => z.string().trim().min(1).max(200).meta({ pattern: '\\S' }));

/** Prose of people: up to 10,000 characters. */
export const Text = lazily(() => z.string().max(10_000));

/** A reference as I7 takes it: an id, a number, an asset tag, an e-mail address or `scheme=value`. */
export const Reference = lazily(() =>
  z.string().trim().min(1).max(512).meta({ pattern: '\\S', description: 'an id, or what names the thing: see "References"' }),
);

/** Duration of ISO 8601 in days, hours, minutes, seconds: lengths that do not depend on a calendar. */
export const Duration = lazily(() =>
  z.string().regex(/^P(?=\d|T\d)(\d{1,4}D)?(T(?=\d)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/, 'a duration such as PT30M or P1DT2H'),
);

/** Milliseconds of a `Duration`. */
export const durationMillis = (duration: string): number => {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  return (((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1_000;
};

/** An IANA zone that this runtime knows. */
export const Zone = lazily(() =>
  z.string().refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return zone.includes('/') || zone === 'UTC';
    } catch {
      return false;
    }
  }, 'an IANA time zone such as Europe/Berlin'),
);

/** As far as numbers are exact, here and in the store. */
const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= 1e-100);

/** What the store keeps as it is: exact numbers, and fields that have a name. */
const isKeepable = (value: unknown): boolean => {
  if (typeof value === 'number') return isExact(value);
  return typeof value !== 'object' || value === null || Object.entries(value).every(([name, inner]) => name !== '' && isKeepable(inner));
};

/** What people keep beside our fields, by names of theirs: any JSON; numbers that are not exact only as text. */
export const FreeForm = lazily(() =>
  z.record(
    z.string().min(1).max(100),
    z
      .unknown()
      .refine(isKeepable, `a field without a name, or a number past ${Number.MAX_SAFE_INTEGER} or closer to 0 than 1e-100: say it as text`),
  ),
);

/** An amount of money (T10): a decimal string and ISO 4217's code. */
export const Money = lazily(() =>
  z
    .strictObject({
      amount: z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'a decimal string such as 1234.50'),
      currency: z.string().regex(/^[A-Z]{3}$/),
    })
    .meta({ id: 'Money' }),
);

/** What every resource has. */
export const resourceFields = () => ({ id: Id(), version: z.int().min(1), createdAt: StoredTime(), updatedAt: StoredTime() });
