import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { answersIn, pasteBlocks } from '../support/reader-shell.ts';
import { readDocument, shellBlocksOf } from '../support/readme.ts';

/** Pastes the commands of docs/modelling-services.md into one shell, and reads what the page says that they answer. */
const blocks = shellBlocksOf(readDocument('docs/modelling-services.md')).map((commands) => ({ title: '', commands }));
const scene: { pasted: Awaited<ReturnType<typeof pasteBlocks>> | undefined } = { pasted: undefined };

beforeAll(async () => {
  scene.pasted = await pasteBlocks(blocks);
});
afterAll(() => scene.pasted?.remove());

/** The answers of the block that has this command. */
const answersOf = (command: string) =>
  answersIn(scene.pasted?.printed[blocks.findIndex(({ commands }) => commands.includes(command))] ?? '');
const statesIn = ({ items }: { items: readonly { name: string; state: string }[] }) =>
  Object.fromEntries(items.map(({ name, state }) => [name, state]));

it('every command of the page on services is accepted', () => {
  expect(scene.pasted?.shell.stderr).toBe('');
  expect(scene.pasted?.printed).toHaveLength(blocks.length);
  for (const printed of scene.pasted?.printed ?? []) for (const answer of answersIn(printed)) expect(answer).not.toHaveProperty('code');
});

it('C2 the page sets the redundancy group and the group that it says', () => {
  const [put, { items }] = answersOf('redundancy/links');

  expect(put).toMatchObject({ group: 'links', minimumUp: 1, neededUp: 1 });
  expect(items).toEqual([put]);
  expect(answersOf('"class": "group"')).toMatchObject([{ class: 'group' }, { type: 'depends-on' }]);
});

it('C3 the impacts are those that the page says', () => {
  const [ofSwitch, ofBoth, ofServer, ofShop] = answersOf('/impact?down=');

  expect(statesIn(ofSwitch)).toEqual({ 'books-link-1': 'down', books: 'degraded' });
  expect(statesIn(ofBoth)).toEqual({ 'books-link-1': 'down', books: 'down' });
  expect(statesIn(ofServer)).toEqual({ 'books-cluster': 'degraded', books: 'degraded' });
  expect(ofShop.state).toBe('degraded');
  expect(statesIn(ofShop)).toMatchObject({
    'books-link-1': 'down',
    'books-link-2': 'none',
    'books-cluster': 'none',
    'books-web-3': 'none',
  });
});

it('C3 the chart and the contacts are those that the page says', () => {
  const chart = scene.pasted?.printed[blocks.findIndex(({ commands }) => commands.includes('vnd.mermaid'))];
  const [, , contacts] = answersOf('/contacts?reason=outage');

  expect(chart).toMatch(/^flowchart BT\n/);
  expect(chart).toContain('["books"]:::degraded');
  expect(contacts.items).toMatchObject([{ channel: { kind: 'slack', address: '#books' }, because: [{ name: 'books' }] }]);
});
