import { Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CsvError, Parser } from 'csv-parse';
import type { FilePlace } from '../../domain/import/import.ts';
import { FileFault, type FileRow } from '../../domain/import/import-repository.ts';
import { cellDecoder, longestRow } from './file-text.ts';

interface CsvReading {
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly delimiter?: string | undefined;
}

interface ParsedRecord {
  readonly info: { readonly bytes: number };
  readonly raw: string;
  readonly record: readonly string[];
}

/** The end of what can be read. */
interface ParsedFault {
  readonly fault: Error;
}

/**
 * A parser that hands a fault on like a record, behind the records before it. A stream that fails drops what was not read yet.
 */
class TolerantParser extends Parser {
  private hasFailed = false;

  private handOn(done: TransformCallback): (fault?: Error | null) => void {
    return (fault) => {
      if (fault && !this.hasFailed) this.push({ fault } satisfies ParsedFault);
      this.hasFailed ||= Boolean(fault);
      done();
    };
  }

  override _transform(piece: unknown, encoding: BufferEncoding, done: TransformCallback): void {
    if (this.hasFailed) done();
    else super._transform(piece, encoding, this.handOn(done));
  }

  override _flush(done: TransformCallback): void {
    if (this.hasFailed) done();
    else super._flush(this.handOn(done));
  }
}

const [newline, carriageReturn] = [0x0a, 0x0d];

/** Where bytes of this value are. */
const placesOf = function* (piece: Uint8Array, byte: number): Generator<number> {
  for (let at = piece.indexOf(byte); at >= 0; at = piece.indexOf(byte, at + 1)) yield at;
};

/**
 * Passes pieces of a file on, and tells in which line a byte is. A line ends with LF, CR LF, or CR alone. It keeps only the line ends that were
 * read ahead.
 */
const lineCounter = (source: AsyncIterable<Uint8Array>, { byte, line }: FilePlace) => {
  let [read, lines] = [byte, line];
  const ends: number[] = [];
  /** Whether a piece ended with CR: the line ends there, unless the next piece begins with LF. */
  let isOpen = false;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      if (isOpen && piece[0] !== newline) ends.push(read);
      const returns = [...placesOf(piece, carriageReturn)].filter((at) => at + 1 < piece.length && piece[at + 1] !== newline);
      for (const at of [...returns, ...placesOf(piece, newline)].sort((one, other) => one - other)) ends.push(read + at + 1);
      isOpen = piece.at(-1) === carriageReturn;
      read += piece.length;
      yield piece;
    }
    if (isOpen) ends.push(read);
  };
  /** How many lines have ended up to this byte. */
  const endedAt = (place: number): number => {
    const ended = ends.findIndex((end) => end > place);
    lines += ends.splice(0, ended < 0 ? ends.length : ended).length;
    return lines;
  };
  return { counted, endedAt };
};

const faults: Readonly<Record<string, readonly [code: string, detail: string]>> = {
  CSV_QUOTE_NOT_CLOSED: [
    'import/cut-off',
    'the file ends within a quoted cell: it was cut off, or a quote is missing; upload the whole file',
  ],
  CSV_MAX_RECORD_SIZE: ['import/row-too-large', 'a row has more than 1 MB: a quote may be missing before it; correct it'],
};

const faultOf = (error: unknown, line: number): unknown => {
  const [code, detail] = faults[(error as CsvError).code] ?? [];
  return code === undefined ? error : new FileFault(code, detail ?? '', line);
};

/**
 * The rows of a CSV file. The parser works on bytes, as characters of Latin-1, so that it tells exactly at which byte a row ends, in every
 * encoding. Each cell is decoded afterwards.
 * @param source the pieces of the file from a place on
 * @throws FileFault `import/cut-off`, `import/row-too-large`, `import/wrong-encoding`
 */
export const csvRows = async function* (
  source: AsyncIterable<Uint8Array>,
  from: FilePlace,
  { encoding, delimiter = ',' }: CsvReading,
): AsyncGenerator<FileRow> {
  const { counted, endedAt } = lineCounter(source, from);
  const decode = cellDecoder(encoding);
  const parser = new TolerantParser({
    ...{ delimiter, encoding: 'latin1', info: true, raw: true, max_record_size: longestRow },
    ...{ relax_quotes: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true },
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  const piped = pipeline(Readable.from(counted()), parser).catch((error: unknown) => error);
  let line = from.line;
  try {
    for await (const parsed of parser as AsyncIterable<ParsedRecord | ParsedFault>) {
      if ('fault' in parsed) throw faultOf(parsed.fault, line + 1);
      const { info, raw, record } = parsed;
      const byte = from.byte + info.bytes;
      line = endedAt(byte);
      const within = record.join(' ').match(/\r\n|[\r\n]/g)?.length ?? 0;
      const begins = /[\r\n]$/.test(raw) ? line - within : line - within + 1;
      yield { line: Math.max(1, begins), after: { byte, line }, cells: record.map((cell) => decode(cell, begins)) };
    }
    const failure = await piped;
    if (failure) throw failure;
  } finally {
    parser.destroy();
    await piped;
  }
};
