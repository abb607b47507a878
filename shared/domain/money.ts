import { isInMinorUnits, minorDigits } from './currency.ts';
import { invalid } from './errors.ts';
import type { Shape } from './lazily.ts';
import type { Money } from './values.ts';

/** Money as callers send it and as it is answered (T10): a decimal string and a currency. */
export type MoneyValue = Shape<typeof Money>;

/** An exact fraction. The denominator is more than 0. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

/** The largest whole number that is not more than the fraction. */
const floor = ({ over, under }: Ratio): bigint => (over >= 0n || over % under === 0n ? over / under : over / under - 1n);

/** Rounds a fraction to the nearest whole number; a half is rounded up. */
export const halfUp = ({ over, under }: Ratio): bigint => floor({ over: 2n * over + under, under: 2n * under });

/** Rounds a fraction to the nearest whole number; a half is rounded down. */
export const halfDown = ({ over, under }: Ratio): bigint => -halfUp({ over: -over, under });

export const lesserOf = (one: bigint, other: bigint): bigint => {
  if (other < one) return other;
  return one;
};

/** The amount, or 0 if it is negative. */
export const notBelowZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

export const wholeRatio = (over: bigint | number): Ratio => ({ over: BigInt(over), under: 1n });
export const plusRatio = (one: Ratio, other: Ratio): Ratio => ({
  over: one.over * other.under + other.over * one.under,
  under: one.under * other.under,
});
export const minusRatio = (one: Ratio, other: Ratio): Ratio => plusRatio(one, { over: -other.over, under: other.under });
export const timesRatio = (one: Ratio, other: Ratio): Ratio => ({ over: one.over * other.over, under: one.under * other.under });
export const dividedRatio = (one: Ratio, other: Ratio): Ratio => timesRatio(one, { over: other.under, under: other.over });
export const isMoreRatio = (one: Ratio, other: Ratio): boolean => one.over * other.under > other.over * one.under;

const decimal = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/;

/** A decimal such as `"0.92"` as an exact fraction, or undefined if the text is not one. Exponents are not accepted. */
export const ratioOf = (text: string | number): Ratio | undefined => {
  const [, sign, whole, decimals = ''] = decimal.exec(String(text)) ?? [];
  if (whole === undefined) return undefined;
  const size = BigInt(whole + decimals);
  return { over: sign === '-' ? -size : size, under: 10n ** BigInt(decimals.length) };
};

/**
 * An amount as a number of minor units: `12.50` EUR is 1250, `1250` JPY is 1250 (T10). An amount finer than the minor unit is refused with
 * `pointer`.
 */
export const minorUnitsOf = (amount: string, currency: string, pointer?: string): bigint => {
  const ratio = ratioOf(amount);
  if (ratio === undefined) throw invalid(pointer, 'money/not-an-amount', `${amount} is not an amount; send a decimal such as 1234.50`);
  if (!isInMinorUnits(amount, currency)) {
    const detail = `${amount} is finer than the minor unit of ${currency}, which has ${minorDigits(currency)} decimals`;
    throw invalid(pointer, 'money/too-fine', detail);
  }
  return (ratio.over * 10n ** BigInt(minorDigits(currency))) / ratio.under;
};

/** A number of minor units as money: 1250 is `12.50` in EUR and `1250` in JPY. */
export const moneyOf = (minorUnits: bigint, currency: string): MoneyValue => {
  const digits = minorDigits(currency);
  const text = String(minorUnits < 0n ? -minorUnits : minorUnits).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const decimals = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return { amount: `${minorUnits < 0n ? '-' : ''}${whole}${decimals}`, currency };
};

/** Whether two amounts are the same money, however they are written: `10` EUR is `10.00` EUR. */
export const isSameMoney = (one: MoneyValue, other: MoneyValue): boolean =>
  one.currency === other.currency && minorUnitsOf(one.amount, one.currency) === minorUnitsOf(other.amount, other.currency);

/** The minor units of money that must be in `currency`: amounts of different currencies are never added (T10). */
export const minorUnitsIn = (money: MoneyValue, currency: string, pointer?: string): bigint => {
  if (money.currency === currency) return minorUnitsOf(money.amount, currency, pointer && `${pointer}/amount`);
  const detail = `${money.currency} is another currency than the book's; send the amount in ${currency}`;
  throw invalid(pointer && `${pointer}/currency`, 'money/other-currency', detail);
};

/**
 * The minor units of money in another currency. `rate` is how many units of `currency` one unit of the money's currency costs. The result
 * is rounded half up, once.
 */
export const convertedMinorUnits = (money: MoneyValue, currency: string, rate: Ratio): bigint => {
  const amount = minorUnitsOf(money.amount, money.currency);
  return halfUp({
    over: amount * rate.over * 10n ** BigInt(minorDigits(currency)),
    under: rate.under * 10n ** BigInt(minorDigits(money.currency)),
  });
};

type InMoney<Shape> = { readonly [Field in keyof Shape]: Shape[Field] extends bigint ? MoneyValue : MoneyForm<Shape[Field]> };
type MoneyForm<Value> = Value extends bigint ? MoneyValue : Value extends object ? InMoney<Value> : Value;

/** The same value with every number of minor units in it as money. Numbers of another kind are not `bigint` and stay. */
export const inMoney = <Value>(value: Value, currency: string): MoneyForm<Value> => {
  const convert = (inner: unknown): unknown => {
    if (typeof inner === 'bigint') return moneyOf(inner, currency);
    if (Array.isArray(inner)) return inner.map(convert);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, part]) => [name, convert(part)]));
  };
  return convert(value) as MoneyForm<Value>;
};
