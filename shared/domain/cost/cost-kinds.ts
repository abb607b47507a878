/** What an asset costs after it was bought (A3). What it cost to buy is in `purchase`. */
export const costKinds = ['maintenance', 'repair', 'contract', 'disposal', 'other'] as const;
