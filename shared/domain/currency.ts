/** The currencies of ISO 4217 whose minor unit does not have two decimals, by the number of decimals that it has. */
const exceptions: Readonly<Record<number, readonly string[]>> = {
  0: ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'],
  3: ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'],
  4: ['CLF', 'UYW'],
};

/** How many decimals the minor unit of a currency has (T10). */
export const minorDigits = (currency: string): number =>
  Number(Object.entries(exceptions).find(([, currencies]) => currencies.includes(currency))?.[0] ?? 2);

/** Whether an amount is a whole number of the currency's minor units. Zeros at the end of its decimals do not count. */
export const isInMinorUnits = (amount: string, currency: string): boolean =>
  (amount.split('.')[1] ?? '').replace(/0+$/, '').length <= minorDigits(currency);
