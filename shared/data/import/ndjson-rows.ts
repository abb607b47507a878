import type { FieldError } from '../../domain/errors.ts';
import type { FilePlace } from '../../domain/import/import.ts';
import { FileFault, type FileRow } from '../../domain/import/import-repository.ts';
import { isObject } from '../../domain/json-object.ts';
import { bytesDecoder, type FileEncoding, longestRow } from './file-text.ts';

const newline = 0x0a;

/** A line of a file, without its end. `ended`: whether a line end follows it. */
interface FileLine {
  readonly bytes: Uint8Array;
  readonly ended: boolean;
}

const linesOf = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<FileLine> {
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of source) {
    let begins = 0;
    for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, begins)) {
      yield { bytes: Buffer.concat([rest, piece.subarray(begins, at)]), ended: true };
      rest = new Uint8Array();
      begins = at + 1;
    }
    rest = Buffer.concat([rest, piece.subarray(begins)]);
    if (rest.length > longestRow) yield { bytes: rest, ended: false };
  }
  if (rest.length > 0) yield { bytes: rest, ended: false };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const tooLarge = (line: number): FileFault => new FileFault('import/row-too-large', 'a line has more than 1 MB; correct it', line);

const notAnObject = { pointer: '', code: 'import/not-json', detail: 'the line is not an object of JSON; correct it' };

/** What a line says that is no object of JSON: that the file is none of this format, that it was cut off, or that this line is wrong. */
const faultIn = (value: unknown, line: number, ended: boolean): FieldError => {
  if (line === 1) throw new FileFault('import/not-ndjson', 'the first line is not an object of JSON; send NDJSON, or format csv', line);
  if (!ended && value === undefined) throw new FileFault('import/cut-off', 'the file ends within a line; upload the whole file', line);
  return notAnObject;
};

/**
 * The rows of a file of NDJSON: an object of JSON in each line. Blank lines are left out.
 * @throws FileFault `import/not-ndjson`, `import/cut-off`, `import/row-too-large`, `import/wrong-encoding`
 */
export const ndjsonRows = async function* (
  source: AsyncIterable<Uint8Array>,
  from: FilePlace,
  encoding: FileEncoding,
): AsyncGenerator<FileRow> {
  const decode = bytesDecoder(encoding);
  let { byte, line } = from;
  for await (const { bytes, ended } of linesOf(source)) {
    byte += bytes.length + (ended ? 1 : 0);
    line += 1;
    if (bytes.length > longestRow) throw tooLarge(line);
    const text = decode(bytes, line).trim();
    if (text === '') continue;
    const [value, row] = [parsed(text), { line, after: { byte, line } }];
    yield isObject(value) ? { ...row, object: value } : { ...row, fault: faultIn(value, line, ended) };
  }
};
