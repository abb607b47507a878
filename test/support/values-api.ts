import { itemsApi } from './items-api.ts';

const bookBody = { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' };

/** Straight line over 36 full months from January 2026, unless said otherwise. */
export const anEntry = (some: object = {}) => ({
  ...{ name: 'main', method: 'straight-line', lifeMonths: 36, convention: 'full-month', residualValue: '0.00' },
  inServiceDate: '2026-01-01',
  ...some,
});

export const euros = (amount: string) => ({ amount, currency: 'EUR' });

interface Bought {
  readonly price?: string;
  readonly currency?: string;
  readonly date?: string;
  readonly entry?: object;
}

/** The body of an asset that was bought, with an entry in the book `main`. */
export const anAssetInBook = ({ price = '1200.00', currency = 'EUR', date, entry }: Bought = {}, more: object = {}) => ({
  name: 'a laptop',
  kind: 'hardware',
  purchase: { ...(date === undefined ? {} : { date }), value: { amount: price, currency } },
  books: [anEntry(entry)],
  ...more,
});

/** Assets with values over one in-memory table, in the book `main` in EUR by IFRS. */
export const valuesApi = async (book: object = {}) => {
  const api = itemsApi();
  const { assets, as, clock } = api;
  clock.set('2030-12-31T12:00:00.000Z');
  const auditor = as('auditor');
  const made = await assets.put('/v1/books/main', { ...bookBody, ...book });
  if (made.status !== 201) throw new Error(`the book was refused: ${JSON.stringify(made.body)}`);
  const done = async (answer: Promise<{ readonly status: number; readonly body: { readonly id: string } }>) => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  /** Registers an asset in the book. @returns its id */
  const bought = async (purchase: Bought = {}, more: object = {}): Promise<string> =>
    (await done(assets.post('/v1/assets', anAssetInBook(purchase, more)))).id;
  const value = async (id: string, at: string, query = '') => (await auditor.get(`/v1/assets/${id}/value?at=${at}${query}`)).body;
  return {
    ...api,
    auditor,
    bookBody,
    bought,
    done,
    value,
    /** The net book value at the end of a day, as text. */
    net: async (id: string, at: string, query = ''): Promise<string> => (await value(id, at, query)).netBookValue?.amount,
    schedule: async (id: string) => (await auditor.get(`/v1/assets/${id}/depreciation`)).body,
    adjust: (id: string, body: object) => assets.post(`/v1/assets/${id}/adjustments`, body),
    move: (id: string, body: object) => assets.post(`/v1/assets/${id}/transition`, body),
    close: (through: string) => done(assets.post('/v1/books/main/close', { through })),
    reopen: (reason = 'a mistake') => as('admin').post('/v1/books/main/reopen', { reason }),
  };
};

export type ValuesApi = Awaited<ReturnType<typeof valuesApi>>;

/** A report as the auditor reads it, which must succeed. */
export const reportOf = async ({ auditor }: ValuesApi, name: string, query = '') => {
  const { status, body } = await auditor.get(`/v1/reports/${name}${query}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
