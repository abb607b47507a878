/**
 * A reader of iCalendar of our own, by RFC 5545, so that the tests do not believe the library that writes it. It refuses what the RFC forbids:
 * line breaks other than CRLF, lines of more than 75 octets, bare commas and semicolons in texts, and unbalanced components.
 */
const textProperties = ['SUMMARY', 'DESCRIPTION', 'NAME', 'X-WR-CALNAME'];

/** The lines of a calendar without folding (3.1). */
export const unfolded = (text: string): readonly string[] => {
  if (!text.endsWith('\r\n') && !text.endsWith('END:VCALENDAR')) throw new Error('the calendar does not end with a line break');
  const lines = text.split('\r\n');
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error(`a bare line break in ${JSON.stringify(line)}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`more than 75 octets: ${line}`);
  }
  return lines
    .join('\r\n')
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter((line) => line !== '');
};

/** A text as it was before it was escaped (3.3.11). */
const unescaped = (name: string, value: string): string => {
  if (!textProperties.includes(name)) return value;
  if (/(^|[^\\])(\\\\)*[,;]/.test(value)) throw new Error(`a bare comma or semicolon in ${name}: ${value}`);
  return value.replace(/\\(.)/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
};

/** A line as its property and value; parameters are left out. */
const property = (line: string): readonly [name: string, value: string] => {
  const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`no property: ${line}`);
  return [name, value];
};

/** For each line, the component that is open: `VEVENT`. */
const components = (lines: readonly (readonly [name: string, value: string])[]): readonly (string | undefined)[] => {
  const open: string[] = [];
  const found = lines.map(([name, value]) => {
    if (name === 'BEGIN') open.push(value);
    if (name === 'END' && open.pop() !== value) throw new Error(`${value} ends, and did not begin`);
    return open.at(-1);
  });
  if (open.length > 0) throw new Error(`${open.join()} does not end`);
  return found;
};

/** The properties of each event of a calendar. */
export const eventsIn = (text: string): readonly Readonly<Record<string, string>>[] => {
  const lines = unfolded(text).map(property);
  const events: Record<string, string>[] = [];
  for (const [at, component] of components(lines).entries()) {
    const [name = '', value = ''] = lines[at] ?? [];
    if (component !== 'VEVENT') continue;
    if (name === 'BEGIN') events.push({});
    else Object.assign(events.at(-1) ?? {}, { [name]: unescaped(name, value) });
  }
  return events;
};
