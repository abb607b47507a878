import { ratioOf } from '../money.ts';

/** What is wrong with one field of a book entry in view of the others. */
interface EntryFault {
  readonly field: string;
  readonly message: string;
}

interface EntryFields {
  readonly method: string;
  readonly convention: string;
  readonly lifeMonths?: number;
  readonly factor?: string | number;
  readonly rate?: string | number;
  readonly atEnd?: string;
  readonly table?: string;
  readonly exchangeRate?: string | number;
  readonly residualValue: string | { readonly amount: string };
}

const isZero = (value: string | number): boolean => ratioOf(value)?.over === 0n;

const isAbove = (value: string | number, limit: bigint): boolean => {
  const ratio = ratioOf(value);
  return ratio !== undefined && ratio.over > limit * ratio.under;
};

const fault = (isWrong: boolean, field: string, message: string): readonly EntryFault[] => (isWrong ? [{ field, message }] : []);

const positive = (field: string, value: string | number | undefined): readonly EntryFault[] =>
  fault(value !== undefined && isZero(value), field, `${value} is 0; send a ${field} such as ${examples[field]}`);

const examples: Readonly<Record<string, string>> = { rate: '0.25', factor: '2', exchangeRate: '0.92' };

/** Fields that only one method has. */
const foreignFields = (entry: EntryFields): readonly EntryFault[] => {
  const decliningOnly = (['factor', 'rate', 'atEnd'] as const).filter(
    (field) => entry[field] !== undefined && entry.method !== 'declining-balance',
  );
  return [
    ...decliningOnly.map((field) => ({ field, message: `${field} is only for the method declining-balance; leave it out` })),
    ...fault(entry.table !== undefined && entry.method !== 'table', 'table', 'a table is only for the method table; leave it out'),
  ];
};

const decliningFaults = ({ rate, factor }: EntryFields): readonly EntryFault[] => [
  ...fault(
    rate === undefined && factor === undefined,
    'factor',
    'is missing; a declining balance has a factor such as 2, or a yearly rate',
  ),
  ...fault(rate !== undefined && factor !== undefined, 'rate', 'stands beside a factor; send either a rate or a factor'),
  ...fault(rate !== undefined && isAbove(rate, 1n), 'rate', `${rate} is more than 1; 20 per cent a year is 0.2`),
];

const tableFaults = ({ table, convention }: EntryFields): readonly EntryFault[] => [
  ...fault(table === undefined, 'table', 'is missing; the method table needs one, such as macrs-5'),
  ...fault(
    convention !== 'half-year' && convention !== 'mid-quarter',
    'convention',
    `${convention} has no published table; tables are half-year or mid-quarter`,
  ),
];

const ofMethod = (entry: EntryFields): readonly EntryFault[] => {
  if (entry.method === 'table') return tableFaults(entry);
  const missingLife = fault(entry.lifeMonths === undefined, 'lifeMonths', 'is missing; send the useful life in months, such as 36');
  return entry.method === 'declining-balance' ? [...missingLife, ...decliningFaults(entry)] : missingLife;
};

const residualFaults = ({ residualValue }: EntryFields): readonly EntryFault[] => {
  const amount = typeof residualValue === 'string' ? residualValue : residualValue.amount;
  return fault(amount.startsWith('-'), 'residualValue', `${amount} is negative; a residual value is 0 or more`);
};

/** What is wrong with the fields of a book entry together: fields of another method, missing ones, and rates of 0. */
export const methodFaults = (entry: EntryFields): readonly EntryFault[] => [
  ...ofMethod(entry),
  ...foreignFields(entry),
  ...residualFaults(entry),
  ...positive('rate', entry.rate),
  ...positive('factor', entry.factor),
  ...positive('exchangeRate', entry.exchangeRate),
];
