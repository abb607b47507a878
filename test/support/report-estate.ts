import { transferDesk } from './imports.ts';
import { anAssetInBook, anEntry, euros } from './values-api.ts';

const mostOfLot = 500;

/** A register of many laptops in the book `main`, with reports, and with exports that run page by page. */
export const reportEstate = async () => {
  const desk = await transferDesk();
  const { ann, ada, clock, records, queues, exportFiles, exportMessage } = desk;
  clock.set('2027-03-10T12:00:00.000Z');
  const done = async (answer: ReturnType<typeof ann.post>) => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const book = { currency: 'EUR', fiscalYearStart: '01-01', standard: 'tax', accounts: { cost: '0400' } };
  await done(ann.put('/v1/books/main', book));

  /** Registers laptops of 1,000 euros each. */
  const lot = async (quantity: number, more: object = {}): Promise<void> => {
    for (let left = quantity; left > 0; left -= mostOfLot) {
      const { purchase, ...asset } = anAssetInBook({}, more);
      const count = Math.min(left, mostOfLot);
      await done(ann.post('/v1/assets/lots', { quantity: count, total: euros(`${count * 1_000}.00`), asset }));
    }
  };
  const bought = async (purchase: object, more: object = {}): Promise<string> =>
    (await done(ann.post('/v1/assets', anAssetInBook(purchase, more)))).id;
  const adjust = (id: string, body: object) => done(ann.post(`/v1/assets/${id}/adjustments`, body));

  /** Assets to which everything happens that reports tell. */
  const eventful = async (): Promise<void> => {
    const impaired = await bought({ price: '3333.33' }, { owner: { person: ann.id }, costCenter: 'CC-2' });
    await adjust(impaired, { kind: 'impairment', book: 'main', date: '2026-06-30', recoverableAmount: euros('700') });
    const moved = await bought({ price: '0.07' }, { costCenter: 'CC-1' });
    await adjust(moved, { kind: 'transfer', date: '2026-07-01', costCenter: 'CC-3' });
    await adjust(moved, { kind: 'addition', book: 'main', date: '2026-09-01', amount: euros('10.01') });
    const sold = await bought({ price: '2000.00' }, { vendor: 'Example, Inc.' });
    await done(ann.post(`/v1/assets/${sold}/transition`, { to: 'lost', date: '2026-11-11' }));
    const halfYear = anEntry({ convention: 'half-year', inServiceDate: '2026-11-10' });
    await bought({ price: '900000.00', entry: halfYear }, { owner: { person: ada.id } });
    for (const name of ['One', 'Two']) await done(ann.post('/v1/assets', { kind: 'hardware', name, acquisition: 'leased' }));
  };

  /** Runs the queued exports so that each run has time for one page only. @returns for each run: its requests, and the size of the row */
  const inShortRuns = async () => {
    const runs: { readonly requests: number; readonly rowBytes: number; readonly restBytes: number }[] = [];
    for (let id = queues.exports.shift(); id !== undefined; id = queues.exports.shift()) {
      const before = records.usage.requests;
      let isFirst = true;
      records.before = (operation) => {
        const isList = operation === 'query' || operation === 'entries';
        if (isList && isFirst) clock.advance(31_000);
        isFirst = isFirst && !isList;
      };
      await exportMessage(JSON.stringify({ id }), 1);
      records.before = () => undefined;
      const row = await desk.world.exports.find(id);
      const restBytes = row?.rest === undefined ? 0 : (await exportFiles.rest(row.rest)).length;
      runs.push({ requests: records.usage.requests - before, rowBytes: JSON.stringify(row).length, restBytes });
    }
    return runs;
  };
  /** Requests a report as an export, and runs it in short runs. @returns the file */
  const written = async (kind: string, format: string, filter: object = {}): Promise<string> => {
    const { id } = await done(ann.post('/v1/exports', { kind, format, filter }));
    const runs = await inShortRuns();
    if (runs.length < 2) throw new Error('the export was not interrupted');
    const { body } = await ann.get(`/v1/exports/${id}`);
    if (body.status !== 'done') throw new Error(`the export is ${JSON.stringify(body)}`);
    return exportFiles.file(id) ?? '';
  };
  return { ...desk, done, lot, bought, adjust, eventful, inShortRuns, written };
};
