import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { Role } from '../../../shared/domain/access.ts';
import type { ApiAnswer, ApiCaller } from '../../support/api.ts';
import { itemsApi } from '../../support/items-api.ts';

/** One command of the document: a call, of which a field may be kept in a variable, or a download of a table. */
interface Command {
  readonly role: Role;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly variable?: string;
  readonly accept?: string;
}

const document = readFileSync('docs/closing-the-year.md', 'utf8');
const blocks = [...document.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text).join('\n');

const calls = /(?:(\w+)=\$\()?call ([\w-]+) (GET|POST|PUT) "([^"]+)"(?: '([^']+)')?/;
const downloads = /curl -sS "\$API([^"]+)" -H 'accept: ([^']+)' \\\n {2}-H "authorization: Bearer \$\(npm run -s token -- ([\w-]+)\)"/;

/** The commands in the order of the document. */
const commands = (): readonly Command[] =>
  [...blocks.matchAll(new RegExp(`${calls.source}|${downloads.source}`, 'g'))].map(
    ([, variable, role, method, path, body, download, accept, reader]) =>
      download === undefined
        ? ({ variable, role, method, path, body } as Command)
        : ({ role: reader, method: 'GET', path: download, accept } as Command),
  );

const run = async (): Promise<readonly { readonly command: Command; readonly answer: ApiAnswer }[]> => {
  const { as, clock } = itemsApi();
  clock.set('2026-01-10T12:00:00.000Z');
  const variables = new Map<string, string>();
  const callers = new Map<Role, ApiCaller>();
  const done: { command: Command; answer: ApiAnswer }[] = [];
  for (const command of commands()) {
    const path = command.path.replaceAll(/\$([A-Z]+)/g, (_, name) => variables.get(name) ?? '');
    if (command.path.endsWith('/close')) clock.set('2026-02-10T12:00:00.000Z');
    const headers: Readonly<Record<string, string>> = command.accept === undefined ? {} : { accept: command.accept };
    const body = command.body === undefined ? {} : { body: JSON.parse(command.body) };
    const caller = callers.get(command.role) ?? as(command.role);
    callers.set(command.role, caller);
    const answer = await caller.send(command.method, path, { headers, ...body });
    if (command.variable) variables.set(command.variable, answer.body.id);
    done.push({ command, answer });
  }
  return done;
};

it('A8 each command of docs/closing-the-year.md succeeds, and none is left out', async () => {
  const done = await run();
  const written = blocks.split('\n').filter((line) => /^(\w+=\$\()?(call|curl) /.test(line));

  expect(done).toHaveLength(written.length);
  expect(
    done.filter(({ answer }) => answer.status >= 300).map(({ command, answer }) => [command.path, answer.status, answer.body]),
  ).toEqual([]);
});

it('A8 docs/closing-the-year.md says what comes out', async () => {
  const done = await run();
  const answers = (path: string) => done.filter(({ command }) => command.path.includes(path)).map(({ answer }) => answer.body);
  const [byCenter, , closed, next] = answers('fixed-asset-roll-forward');
  const [value] = answers('/value?at=2025');
  const addition = answers('adjustments').at(-1);

  expect(value.netBookValue.amount).toBe('800.00');
  expect(addition).toMatchObject({ date: '2025-12-15', bookedOn: '2026-01-01' });
  expect(byCenter.items.map(({ group, netBookValue }: { group: string; netBookValue: object }) => [group, netBookValue])).toMatchObject([
    ['CC-100', { closing: { amount: '0.00' } }],
    ['CC-200', { closing: { amount: '600.00' } }],
  ]);
  expect(closed.items[0].netBookValue.closing.amount).toBe('600.00');
  expect([next.items[0].netBookValue.opening.amount, next.items[0].cost.additions.amount]).toEqual(['600.00', '120.00']);
});
