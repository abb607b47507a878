import { FileFault } from '../../domain/import/import-repository.ts';

/** The most bytes of one row. */
export const longestRow = 1_048_576;

export type FileEncoding = 'utf-8' | 'windows-1252';

const wrongEncoding = (encoding: FileEncoding, line: number): FileFault =>
  new FileFault(
    'import/wrong-encoding',
    `line ${line} is not ${encoding}; declare the encoding of the file, which is often windows-1252 if a spreadsheet wrote it`,
    line,
  );

/** Decodes bytes strictly. */
export const bytesDecoder = (encoding: FileEncoding) => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes: Uint8Array, line: number): string => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw wrongEncoding(encoding, line);
    }
  };
};

/** Decodes a cell whose bytes were read as characters of Latin-1. */
export const cellDecoder = (encoding: FileEncoding) => {
  const decode = bytesDecoder(encoding);
  return (cell: string, line: number): string => (/[\u0080-\u00ff]/.test(cell) ? decode(Buffer.from(cell, 'latin1'), line) : cell);
};
