import { FileFault, type FileReading, type FileStart } from '../../domain/import/import-repository.ts';

/** As many bytes of the beginning are looked at. */
export const startBytes = 65_536;

const notCsv = (what: string): FileFault => new FileFault('import/not-a-text-file', `${what}; export it as CSV with the encoding UTF-8`);

const delimiters = [',', ';', '\t', '|'] as const;

/** The sign that the first line has most often outside quotes. */
const delimiterIn = (text: string): string => {
  const [first = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/);
  const counted = delimiters.map((sign) => [sign, first.split(sign).length - 1] as const);
  return counted.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? ',';
};

/** @throws FileFault if these bytes are not those of a text */
const assertText = (begin: Buffer): void => {
  if (begin.toString('latin1').trim() === '') throw new FileFault('import/empty', 'the file is empty; upload a file with rows');
  if (begin.toString('latin1', 0, 4) === 'PK\u0003\u0004') throw notCsv('the file is a workbook or an archive');
  if (begin.toString('latin1', 0, 5) === '%PDF-') throw notCsv('the file is a PDF');
  const isWide = ['fffe', 'feff'].includes(begin.toString('hex', 0, 2));
  if (isWide) throw new FileFault('import/wrong-encoding', 'the file is UTF-16; export it with the encoding UTF-8', 1);
  if (begin.includes(0)) throw notCsv('the file is not a text');
};

/**
 * What the beginning of a file says. A mark of UTF-8 (BOM) is skipped. Without a declared delimiter, the header tells it.
 * @throws FileFault `import/empty`, `import/not-a-text-file`, `import/wrong-encoding`
 */
export const startOfFile = (bytes: Uint8Array, { format, delimiter, encoding }: FileReading): FileStart => {
  const begin = Buffer.from(bytes);
  assertText(begin);
  const byte = encoding === 'utf-8' && begin.toString('hex', 0, 3) === 'efbbbf' ? 3 : 0;
  if (format === 'ndjson') return { byte };
  return { byte, delimiter: delimiter ?? delimiterIn(begin.toString('latin1', byte)) };
};
