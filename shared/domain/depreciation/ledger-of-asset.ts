import type { AssetFact } from '../asset/asset-facts.ts';
import { type Book, bookedOn, isBookNamed } from '../book/book.ts';
import { convertedMinorUnits, type MoneyValue, minorUnitsIn, ratioOf, wholeRatio } from '../money.ts';
import { isSameValue } from '../resource/same-value.ts';
import { type AssetLedger, assetLedger } from './asset-ledger.ts';
import { acquisitionFact } from './fact-checks.ts';
import type { AcquisitionFact, AdjustmentFact, BookFact, Booking, DisposalFact } from './facts.ts';
import { bookAmountIn } from './timeline.ts';

/** The facts of an asset as the ledger of one book needs them. They are in the order in which they were recorded. */

type Mutable<Fact> = { -readonly [Field in keyof Fact]: Fact[Field] };
type Kind<K extends AssetFact['kind']> = AssetFact & { readonly kind: K };

/** When a fact of a date is booked that was recorded with another one. */
const bookingOf = (book: Book, { id, recordedAt }: AssetFact, date: string): Booking => ({
  recordedAt,
  bookedOn: bookedOn(book, date, id),
});

const isSameBasis = (one: AcquisitionFact, other: AcquisitionFact): boolean =>
  one.cost === other.cost && one.date === other.date && isSameValue(one.entry, other.entry);

const acquisitionOf = (book: Book, fact: Kind<'basis'>): AcquisitionFact | undefined => {
  const entry = fact.books.find(({ name }) => isBookNamed(book)(name));
  if (!entry || !fact.price) return undefined;
  const { recordedAt, price, purchaseDate } = fact;
  const found = acquisitionFact({ entry, price, purchaseDate, recordedAt, bookedOn: '' }, book);
  return { ...found, ...bookingOf(book, fact, found.date) };
};

/** Whether a fact says what the asset cost, or that it was never bought. */
const isOfAcquisition = (fact: AssetFact): boolean => fact.kind === 'basis' || (fact.kind === 'status' && fact.to === 'voided');

/** The acquisition, and its corrections. Each one withdraws the one before, and a void registration the last. */
const acquisitionsIn = (book: Book, facts: readonly AssetFact[]): readonly AcquisitionFact[] => {
  const found: Mutable<AcquisitionFact>[] = [];
  for (const fact of facts.filter(isOfAcquisition)) {
    const next = fact.kind === 'basis' ? acquisitionOf(book, fact) : undefined;
    const before = found.findLast(({ withdrawn }) => withdrawn === undefined);
    if (before && next && isSameBasis(before, next)) continue;
    if (before) before.withdrawn = bookingOf(book, fact, before.date);
    if (next) found.push(next);
  }
  return found;
};

const laterOf = (one: string, other: string): string => [one, other].sort()[1] ?? one;

type Ending = Mutable<DisposalFact> & { readonly cause: string };

/** An amount of a disposal in the currency of the book. Facts are checked when they are recorded, so what is missing counts as the rate 1. */
const amountIn = (book: Book, money: MoneyValue | undefined, rates: Kind<'status'>['exchangeRates']): bigint => {
  if (!money) return 0n;
  if (money.currency === book.currency) return minorUnitsIn(money, book.currency);
  return convertedMinorUnits(money, book.currency, ratioOf(rateFor(book, rates) ?? '1') ?? wholeRatio(1));
};

/** The rate that a step states for a book. */
export const rateFor = (book: Pick<Book, 'name'>, rates: Kind<'status'>['exchangeRates'] = {}): string | number | undefined =>
  Object.entries(rates).find(([name]) => isBookNamed(book)(name))?.[1];

const endingOf = (book: Book, fact: AssetFact, cause: string): Ending => ({
  kind: 'disposal',
  date: fact.date,
  proceeds: fact.kind === 'status' ? amountIn(book, fact.proceeds, fact.exchangeRates) : 0n,
  sellingCost: fact.kind === 'status' ? amountIn(book, fact.sellingCost, fact.exchangeRates) : 0n,
  ...bookingOf(book, fact, fact.date),
  cause,
});

const endingStatuses: readonly string[] = ['disposed', 'lost', 'stolen'];

/** Which of the endings by status a step to another status takes back. */
const takesBack = ({ from, to }: Kind<'status'>, { cause }: Ending): boolean => {
  if (cause === 'destroyed') return false;
  return !endingStatuses.includes(to) || cause === to || (from === 'disposed' && cause === 'disposed');
};

/**
 * Disposals, and write-offs of what is lost, stolen or destroyed. A step back withdraws them from its date on, and a correction of one
 * withdraws it altogether.
 */
const endingsIn = (book: Book, facts: readonly AssetFact[]): readonly DisposalFact[] => {
  const found: Ending[] = [];
  const open = () => found.filter((ending) => !ending.withdrawn);
  const withdraw = (fact: AssetFact, which: (ending: Ending) => boolean, from: (ending: Ending) => string) => {
    for (const ending of open().filter(which)) ending.withdrawn = bookingOf(book, fact, from(ending));
  };
  const onStatus = (fact: Kind<'status'>) => {
    const isStepBack = !endingStatuses.includes(fact.to);
    // What was found again was away until then. What is corrected did not happen.
    const isFound = isStepBack && fact.reason === undefined;
    withdraw(
      fact,
      (ending) => takesBack(fact, ending),
      ({ date }) => (isFound ? laterOf(fact.date, date) : date),
    );
    if (!isStepBack) found.push(endingOf(book, fact, fact.to));
  };
  const onCondition = (fact: AssetFact, condition: string) => {
    const isKnown = open().some(({ cause }) => cause === 'destroyed');
    if (condition === 'destroyed' && !isKnown)
      found.push(endingOf(book, { ...fact, proceeds: undefined, sellingCost: undefined } as AssetFact, 'destroyed'));
    if (condition !== 'destroyed')
      withdraw(
        fact,
        ({ cause }) => cause === 'destroyed',
        ({ date }) => laterOf(fact.date, date),
      );
  };
  for (const fact of facts) {
    if (fact.kind === 'status') onStatus(fact);
    if ((fact.kind === 'status' || fact.kind === 'condition') && fact.condition !== undefined) onCondition(fact, fact.condition);
  }
  return found.map(({ cause, ...ending }) => ending);
};

const adjustmentOf = (book: Book, fact: Kind<'adjustment'>): AdjustmentFact => {
  const { adjustment: body, date } = fact;
  const common = { date, ...bookingOf(book, fact, date) };
  switch (body.kind) {
    case 'addition':
      return { kind: body.kind, amount: minorUnitsIn(body.amount, book.currency), ...common };
    case 'change-of-estimate': {
      const residualValue = body.residualValue === undefined ? undefined : bookAmountIn(body.residualValue, book.currency);
      return { kind: body.kind, remainingMonths: body.remainingMonths, residualValue, ...common };
    }
    default:
      return { kind: body.kind, recoverableAmount: minorUnitsIn(body.recoverableAmount, book.currency), ...common };
  }
};

const adjustmentsIn = (book: Book, facts: readonly AssetFact[]): readonly AdjustmentFact[] =>
  facts.flatMap((fact) => (fact.kind === 'adjustment' && isBookNamed(book)(fact.adjustment.book) ? [adjustmentOf(book, fact)] : []));

/** The facts of an asset in the order in which they were recorded. */
const inOrder = (facts: readonly AssetFact[]): readonly AssetFact[] => facts.toSorted((one, other) => (one.id < other.id ? -1 : 1));

/**
 * The ledger of an asset in a book, from the facts of its life (A4). With `knownAt`, as it was known at an instant. Undefined if the asset
 * has never had an entry in the book.
 */
export const ledgerOfAsset = (facts: readonly AssetFact[], book: Book, knownAt?: string): AssetLedger | undefined => {
  const ordered = inOrder(facts);
  const acquisitions = acquisitionsIn(book, ordered);
  if (acquisitions.length === 0) return undefined;
  const all: readonly BookFact[] = [...acquisitions, ...adjustmentsIn(book, ordered), ...endingsIn(book, ordered)];
  return assetLedger(book, all, knownAt);
};
