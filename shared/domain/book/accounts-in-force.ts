import type { AccountNames } from '../depreciation/journal.ts';
import { isSameValue } from '../resource/same-value.ts';
import { type Book, bookedOn, type FormerAccounts } from './book.ts';

/** What has names of accounts: a book, or a category of assets. */
interface WithAccounts {
  readonly accounts?: AccountNames | undefined;
  readonly formerAccounts?: FormerAccounts | undefined;
}

/**
 * The accounts by which a journal names what is booked on a day: the last ones that were set while the day was open (A8). What was set
 * later counts from the first open day on, so that the journal of a closed period keeps its accounts.
 */
export const accountsOn = (
  { accounts = {}, formerAccounts = [] }: WithAccounts,
  book: Pick<Book, 'closings'>,
  day: string,
): AccountNames => {
  const replaced = formerAccounts.findLastIndex(({ until }) => bookedOn(book, day, until) === day);
  return [...formerAccounts.map((former) => former.accounts), accounts][replaced + 1] ?? {};
};

/**
 * What must be known of earlier accounts after an edit with this id. Accounts that no closing has kept are forgotten, so that there are at
 * most as many as closings.
 */
export const formerAccountsAfter = (
  before: WithAccounts | undefined,
  { accounts = {} }: WithAccounts,
  { id, books }: { readonly id: string; readonly books: readonly Pick<Book, 'closings'>[] },
): Pick<WithAccounts, 'formerAccounts'> => {
  const { accounts: used = {}, formerAccounts = [] } = before ?? {};
  const until = formerAccounts.at(-1)?.until ?? '';
  const isKept = books.some(({ closings }) => closings.some((closing) => closing.id > until));
  const former = isSameValue(used, accounts) || !isKept ? formerAccounts : [...formerAccounts, { until: id, accounts: used }];
  return former.length === 0 ? {} : { formerAccounts: former };
};
