import { csvRows } from '../../shared/data/import/csv-rows.ts';
import { startBytes, startOfFile } from '../../shared/data/import/file-start.ts';
import { ndjsonRows } from '../../shared/data/import/ndjson-rows.ts';
import type { ExportFiles } from '../../shared/domain/export/export-repository.ts';
import type { ImportFiles } from '../../shared/domain/import/import-repository.ts';

/** Uploaded files in memory. They are read in small pieces, so that rows and characters are cut in the middle. */
export const inMemoryImportFiles = (pieceBytes = 1_000) => {
  const files = new Map<string, Buffer>();
  /** How many bytes were read. */
  const read = { bytes: 0 };
  const pieces = async function* (id: string, from: number) {
    const file = files.get(id) ?? Buffer.alloc(0);
    const size = Math.max(pieceBytes, Math.ceil(file.length / 50));
    for (let at = from; at < file.length; at += size) {
      const piece = file.subarray(at, at + size);
      read.bytes += piece.length;
      yield piece;
    }
  };
  return {
    read,
    upload: (id: string, file: Buffer) => files.set(id, file),
    uploadForm: async (id: string) => ({ url: 'https://files.test/', fields: { key: `imports/${id}` } }),
    start: async (id, _, reading) => startOfFile((files.get(id) ?? Buffer.alloc(0)).subarray(0, startBytes), reading),
    rows: (id, _, from, { format, encoding, delimiter }) =>
      format === 'csv' ? csvRows(pieces(id, from.byte), from, { encoding, delimiter }) : ndjsonRows(pieces(id, from.byte), from, encoding),
  } satisfies ImportFiles & Record<string, unknown>;
};

/** Files of exports in memory. */
export const inMemoryExportFiles = () => {
  const [files, parts, rests] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  return {
    file: (id: string) => files.get(id),
    begin: async (id: string) => `upload of ${id}`,
    part: async (_, upload, number, text) => {
      parts.set(`${upload} ${number}`, text);
      return `${upload} ${number}`;
    },
    finish: async (id, _, tags) => {
      files.set(id, tags.map((tag) => parts.get(tag) ?? '').join(''));
    },
    keepRest: async (id, version, text) => {
      rests.set(`${id} ${version}`, text);
      return `${id} ${version}`;
    },
    rest: async (name) => rests.get(name) ?? '',
    link: async (id, fileName) => `https://files.test/${id}/${fileName}`,
  } satisfies ExportFiles & Record<string, unknown>;
};
