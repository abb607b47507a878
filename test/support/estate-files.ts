import { transferDesk } from './imports.ts';

/** The desk of imports, with a configuration manager who brings in CIs and their relations. */
export const estateDesk = async () => {
  const desk = await transferDesk();
  const cora = await desk.person('Cora', 'configuration-manager');
  const bring =
    (kind: string, format: string) =>
    (file: string, draft: object = {}) =>
      desk.imported(file, { kind, format, ...draft }, cora);
  return {
    ...desk,
    cora,
    /** Imports rows of CIs as CSV. */
    cis: bring('configuration-items', 'csv'),
    /** Imports objects as lines of JSON. */
    ciLines: (objects: readonly object[], draft: object = {}) =>
      bring('configuration-items', 'ndjson')(objects.map((each) => `${JSON.stringify(each)}\n`).join(''), draft),
    relations: bring('relations', 'csv'),
    /** All CIs, in the order of their creation. */
    all: async () => (await cora.get('/v1/configuration-items?limit=200')).body.items,
  };
};

/** Lines of a file. */
export const linesOf = (...some: readonly string[]): string => `${some.join('\n')}\n`;
