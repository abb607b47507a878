interface Line {
  readonly account: string;
  readonly debit: { readonly amount: string };
  readonly credit: { readonly amount: string };
}

const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** The debits less the credits of journal lines, on one account or on all of them. Amounts have two decimals. */
export const aRestOf = (lines: readonly Line[], account?: string): string => {
  const rest = lines
    .filter((line) => account === undefined || line.account === account)
    .reduce((sum, { debit, credit }) => sum + cents(debit.amount) - cents(credit.amount), 0n);
  const text = String(rest < 0n ? -rest : rest).padStart(3, '0');
  return `${rest < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
};
