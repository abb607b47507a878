/**
 * The percentages of IRS Publication 946, appendix A, for property of 3 to 20 years. Table A-1 is the half-year convention; tables A-2 to
 * A-5 are the mid-quarter convention, by the quarter of the tax year in which the property was placed in service. They are percentages of
 * the cost, one for each tax year. The works of the United States government are in the public domain.
 */
export const macrsTables = ['macrs-3', 'macrs-5', 'macrs-7', 'macrs-10', 'macrs-15', 'macrs-20'] as const;
export type MacrsTable = (typeof macrsTables)[number];

/** One row for each table. */
const published: Readonly<Record<MacrsTable, readonly string[]>> = {
  'macrs-3': [
    '33.33 44.45 14.81 7.41',
    '58.33 27.78 12.35 1.54',
    '41.67 38.89 14.14 5.30',
    '25.00 50.00 16.67 8.33',
    '8.33 61.11 20.37 10.19',
  ],
  'macrs-5': [
    '20.00 32.00 19.20 11.52 11.52 5.76',
    '35.00 26.00 15.60 11.01 11.01 1.38',
    '25.00 30.00 18.00 11.37 11.37 4.26',
    '15.00 34.00 20.40 12.24 11.30 7.06',
    '5.00 38.00 22.80 13.68 10.94 9.58',
  ],
  'macrs-7': [
    '14.29 24.49 17.49 12.49 8.93 8.92 8.93 4.46',
    '25.00 21.43 15.31 10.93 8.75 8.74 8.75 1.09',
    '17.85 23.47 16.76 11.97 8.87 8.87 8.87 3.34',
    '10.71 25.51 18.22 13.02 9.30 8.85 8.86 5.53',
    '3.57 27.55 19.68 14.06 10.04 8.73 8.73 7.64',
  ],
  'macrs-10': [
    '10.00 18.00 14.40 11.52 9.22 7.37 6.55 6.55 6.56 6.55 3.28',
    '17.50 16.50 13.20 10.56 8.45 6.76 6.55 6.55 6.56 6.55 0.82',
    '12.50 17.50 14.00 11.20 8.96 7.17 6.55 6.55 6.56 6.55 2.46',
    '7.50 18.50 14.80 11.84 9.47 7.58 6.55 6.55 6.56 6.55 4.10',
    '2.50 19.50 15.60 12.48 9.98 7.99 6.55 6.55 6.56 6.55 5.74',
  ],
  'macrs-15': [
    '5.00 9.50 8.55 7.70 6.93 6.23 5.90 5.90 5.91 5.90 5.91 5.90 5.91 5.90 5.91 2.95',
    '8.75 9.13 8.21 7.39 6.65 5.99 5.90 5.91 5.90 5.91 5.90 5.91 5.90 5.91 5.90 0.74',
    '6.25 9.38 8.44 7.59 6.83 6.15 5.91 5.90 5.91 5.90 5.91 5.90 5.91 5.90 5.91 2.21',
    '3.75 9.63 8.66 7.80 7.02 6.31 5.90 5.90 5.91 5.90 5.91 5.90 5.91 5.90 5.91 3.69',
    '1.25 9.88 8.89 8.00 7.20 6.48 5.90 5.90 5.90 5.91 5.90 5.91 5.90 5.91 5.90 5.17',
  ],
  'macrs-20': [
    '3.750 7.219 6.677 6.177 5.713 5.285 4.888 4.522 4.462 4.461 4.462 4.461 4.462 4.461 4.462 4.461 4.462 4.461 4.462 4.461 2.231',
    '6.563 7.000 6.482 5.996 5.546 5.130 4.746 4.459 4.459 4.459 4.459 4.460 4.459 4.460 4.459 4.460 4.459 4.460 4.459 4.460 0.565',
    '4.688 7.148 6.612 6.116 5.658 5.233 4.841 4.478 4.463 4.463 4.463 4.463 4.463 4.463 4.462 4.463 4.462 4.463 4.462 4.463 1.673',
    '2.813 7.289 6.742 6.237 5.769 5.336 4.936 4.566 4.460 4.460 4.460 4.460 4.461 4.460 4.461 4.460 4.461 4.460 4.461 4.460 2.788',
    '0.938 7.430 6.872 6.357 5.880 5.439 5.031 4.654 4.458 4.458 4.458 4.458 4.458 4.458 4.458 4.458 4.458 4.459 4.458 4.459 3.901',
  ],
};

/** Whole parts of a hundred thousand: thousandths of a per cent. */
export const macrsUnit = 100_000n;

/** How many years of life a table is for: `macrs-5` is 5. */
export const macrsYears = (table: MacrsTable): number => Number(table.slice('macrs-'.length));

/**
 * The part of the cost that each tax year is charged, in hundred-thousandths. `quarter` is that of the in-service date, 1 to 4, for the
 * mid-quarter convention, and undefined for the half-year convention.
 */
export const macrsParts = (table: MacrsTable, quarter?: number): readonly bigint[] =>
  (published[table][quarter ?? 0] ?? '').split(' ').map((percentage) => {
    const [whole = '', decimals = ''] = percentage.split('.');
    return BigInt(whole + decimals.padEnd(3, '0'));
  });
