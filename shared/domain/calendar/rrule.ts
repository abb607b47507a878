/** The recurrence rule of RFC 5545: its parts by name, such as FREQ and BYDAY. */
export type RruleParts = ReadonlyMap<string, string>;

/** Why a rule is not accepted, with the stable code of the error. */
export interface RruleFault {
  readonly code: string;
  readonly message: string;
}

const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY'];
const weekdays = 'MO|TU|WE|TH|FR|SA|SU';

/** A list of whole numbers between two bounds. With `signed`, they may count from the end, as -1 does. */
const numbers = (least: number, most: number, signed = false) => {
  const form = signed ? /^[+-]?\d{1,3}(,[+-]?\d{1,3})*$/ : /^\d{1,3}(,\d{1,3})*$/;
  return (value: string): boolean =>
    form.test(value) && value.split(',').every((each) => Math.abs(Number(each)) >= least && Math.abs(Number(each)) <= most);
};

const matches = (form: RegExp) => (value: string) => form.test(value);

/** The parts that a rule may have, each with the values that it takes. */
const partRules: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => frequencies.includes(value),
  INTERVAL: matches(/^[1-9]\d{0,3}$/),
  COUNT: matches(/^[1-9]\d{0,8}$/),
  UNTIL: matches(/^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/),
  BYDAY: matches(new RegExp(`^([+-]?\\d{1,2})?(${weekdays})(,([+-]?\\d{1,2})?(${weekdays}))*$`)),
  BYMONTHDAY: numbers(1, 31, true),
  BYMONTH: numbers(1, 12),
  BYYEARDAY: numbers(1, 366, true),
  BYWEEKNO: numbers(1, 53, true),
  BYSETPOS: numbers(1, 366, true),
  BYHOUR: numbers(0, 23),
  BYMINUTE: numbers(0, 59),
  WKST: matches(new RegExp(`^(${weekdays})$`)),
};

/** The parts of a rule, such as `FREQ=WEEKLY;BYDAY=FR`. A part without `=` has an empty value. */
export const rruleParts = (rrule: string): RruleParts =>
  new Map(
    rrule.split(';').map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name, value.join('=')];
    }),
  );

const invalidRule = (message: string): RruleFault => ({ code: 'recurrence/invalid-rule', message });

const faultOfPart = ([name, value]: readonly [string, string]): RruleFault | undefined => {
  if (name === 'BYSECOND' || value === 'SECONDLY')
    return { code: 'recurrence/below-a-minute', message: 'a rule of whole minutes; FREQ=SECONDLY and BYSECOND are not possible' };
  const accepts = Object.hasOwn(partRules, name) ? partRules[name] : undefined;
  if (!accepts) return invalidRule(`a rule of the parts ${Object.keys(partRules).join(', ')}`);
  return accepts(value) ? undefined : invalidRule(`a rule of RFC 5545 in which ${name} has a possible value`);
};

/**
 * What is wrong with the text of a rule, if anything. It finds faults of form; whether the rule ever occurs, and how often, needs its time
 * zone and its beginning (`occurrenceFault`).
 */
export const rruleFault = (rrule: string): RruleFault | undefined => {
  const parts = rruleParts(rrule);
  if (parts.size !== rrule.split(';').length) return invalidRule('a rule that has each part once');
  for (const part of parts) {
    const fault = faultOfPart(part);
    if (fault) return fault;
  }
  if (!parts.has('FREQ')) return invalidRule('a rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=FR');
  return parts.has('COUNT') && parts.has('UNTIL') ? invalidRule('a rule that ends by COUNT or by UNTIL, not by both') : undefined;
};

/** Parts that say on which days a rule of this frequency occurs. Without any of them, the day follows from the beginning of the rule. */
const dayParts: Readonly<Record<string, readonly string[]>> = {
  WEEKLY: ['BYDAY'],
  MONTHLY: ['BYDAY', 'BYMONTHDAY'],
  YEARLY: ['BYDAY', 'BYMONTHDAY', 'BYYEARDAY'],
};

/** Whether a rule occurs on the same days wherever it begins. A rule that counts, or that skips periods, does not. */
export const isFreeOfBeginning = (rrule: string): boolean => {
  const parts = rruleParts(rrule);
  if (parts.has('COUNT') || (parts.get('INTERVAL') ?? '1') !== '1') return false;
  const needed = dayParts[parts.get('FREQ') ?? ''];
  return needed === undefined || needed.some((name) => parts.has(name));
};
