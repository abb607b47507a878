import * as z from 'zod';
import { isCurrency, isInMinorUnits, minorDigits } from './currency.ts';
import { lazily } from './lazily.ts';
import { ExactLine, faultIn, Line, Passage } from './text.ts';

/** Values that many schemas share (I1): times, ids, names. All schemas are built lazily. */

/** The id of a resource: a UUIDv7. */
export const Id = lazily(() => z.uuid().meta({ id: 'Id', description: 'UUIDv7' }));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a reference has the form of an id. Such a reference is looked up as an id and never as a name (I7). */
export const isId = (reference: string): boolean => uuid.test(reference);

/** Whether a time is in the years 0000 to 9999 in UTC. Other years are not valid in RFC 3339 and do not sort as text. */
export const isOrdinary = (at: Date): boolean => at.getTime() >= -62_167_219_200_000 && at.getTime() <= 253_402_300_799_999;

/** A time as callers send it: RFC 3339 with any offset. It is converted to UTC with milliseconds. */
export const Time = lazily(() =>
  z.iso.datetime({ offset: true }).transform((value, context) => {
    const at = new Date(value);
    if (!isOrdinary(at)) {
      context.addIssue({ code: 'custom', message: 'a time in the years 0000 to 9999 such as 2026-11-24T02:00:00Z' });
      return z.NEVER;
    }
    return at.toISOString();
  }),
);

/** A time as it is stored and answered: RFC 3339, UTC, milliseconds. */
export const StoredTime = lazily(() => z.iso.datetime({ precision: 3 }).meta({ description: 'RFC 3339, UTC, milliseconds' }));

/** A calendar date. */
export const PlainDate = lazily(() => z.iso.date());

/** A name or a title: one to 200 characters, not blank, without invisible characters. */
export const Name = lazily(() => Line().max(200));

/** Free text of several lines: up to 10,000 characters. */
export const Text = lazily(() => Passage().max(10_000));

/** As long as the longest alias: a scheme of 64 characters, `=`, and a value of 512. */
const longestReference = 577;

/** A reference (I7): an id, a number, an asset tag, a mail address or an alias `scheme=value`. */
export const Reference = lazily(() =>
  Line().max(longestReference).meta({ pattern: '\\S', description: 'An id, or another reference: see "References"' }),
);

/** An ISO 8601 duration in days, hours, minutes and seconds. Units whose length depends on the calendar are not allowed. */
export const Duration = lazily(() =>
  z.string().regex(/^P(?=\d|T\d)(\d{1,4}D)?(T(?=\d)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/, 'a duration such as PT30M or P1DT2H'),
);

/** The length of a `Duration` in milliseconds. */
export const durationMillis = (duration: string): number => {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  return (((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1_000;
};

/** A length in milliseconds as a `Duration` of hours, minutes and whole seconds: `PT26H5M`. */
export const isoDuration = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1_000);
  const parts = [`${Math.floor(seconds / 3_600)}H`, `${Math.floor(seconds / 60) % 60}M`, `${seconds % 60}S`];
  return `PT${parts.filter((part) => !part.startsWith('0')).join('') || '0S'}`;
};

/** A length in milliseconds as an ISO 8601 duration of hours, minutes and seconds, which has a fraction where the length has one: `PT44M34.8S`. */
export const exactDuration = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1_000);
  const fraction = String(milliseconds % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  if (fraction === '') return isoDuration(milliseconds);
  const whole = isoDuration((seconds - (seconds % 60)) * 1_000);
  return `${whole === 'PT0S' ? 'PT' : whole}${seconds % 60}.${fraction}S`;
};

/** Zones that were found to exist. Making a format takes longer than everything else that is checked of a row. */
const knownZones = new Set<string>();
/** The most zones that are remembered. There are about 600, and a name may be spelled in any case. */
const mostKnownZones = 1_000;

const isZone = (zone: string): boolean => {
  if (knownZones.has(zone)) return true;
  if (!zone.includes('/') && zone !== 'UTC') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  if (knownZones.size < mostKnownZones) knownZones.add(zone);
  return true;
};

/** An IANA time zone that Node.js supports. Another one has the code `zone/unknown`. */
export const Zone = lazily(() =>
  z.string().refine(isZone, { error: 'an IANA time zone such as Europe/Berlin', params: { code: 'zone/unknown' } }),
);

/** Whether JavaScript and DynamoDB both store the number exactly. */
const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= 1e-100);

/** Whether DynamoDB stores the value unchanged: numbers must be exact, and field names must not be empty. */
const isStorable = (value: unknown): boolean => {
  if (typeof value === 'number') return isExact(value);
  return typeof value !== 'object' || value === null || Object.entries(value).every(([name, inner]) => name !== '' && isStorable(inner));
};

/** Custom fields: any JSON by name. Numbers that cannot be stored exactly must be sent as text. */
export const FreeForm = lazily(() =>
  z.record(
    ExactLine().min(1).max(100),
    z
      .unknown()
      .refine(isStorable, `field names must not be empty; send numbers above ${Number.MAX_SAFE_INTEGER} or closer to 0 than 1e-100 as text`)
      .superRefine((value, context) => {
        const fault = faultIn(value);
        if (fault) context.addIssue({ code: 'custom', ...fault });
      }),
  ),
);

const amountWords = 'a decimal string without zeros in front, such as 1234.50';
const currencyWords = 'a currency code of ISO 4217 such as EUR';

/** An amount of money (T10): a decimal string no finer than the currency's minor unit, and a currency code of ISO 4217. */
export const Money = lazily(() =>
  z
    .strictObject({
      amount: z.string().regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/, { error: amountWords, abort: true }),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, { error: currencyWords, abort: true })
        .refine(isCurrency, { error: currencyWords, params: { code: 'money/unknown-currency' } }),
    })
    .superRefine(({ amount, currency }, context) => {
      if (isInMinorUnits(amount, currency)) return;
      const digits = minorDigits(currency);
      const example = digits === 0 ? '1235' : (1234.5).toFixed(digits);
      const message = `${amount} is finer than the minor unit of ${currency}, which has ${digits} decimals; send an amount such as ${example}`;
      context.addIssue({ code: 'custom', path: ['amount'], message, params: { code: 'money/too-fine' } });
    })
    .meta({ id: 'Money' }),
);

/** What something cost: money that is not negative. */
export const Price = lazily(() =>
  Money()
    .superRefine(({ amount }, context) => {
      if (!amount.startsWith('-')) return;
      const message = `${amount} is negative; a price is 0 or more, such as ${amount.slice(1)}`;
      context.addIssue({ code: 'custom', path: ['amount'], message, params: { code: 'money/negative' } });
    })
    .meta({ id: 'Price' }),
);

/** The fields of every resource. */
export const resourceFields = () => ({ id: Id(), version: z.int().min(1), createdAt: StoredTime(), updatedAt: StoredTime() });
