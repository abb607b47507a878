import { expect, it } from '@jest/globals';
import { pasteBlocks } from '../support/reader-shell.ts';
import { readDocument, recipesOf } from '../support/readme.ts';

const [helpers] = recipesOf(readDocument('README.md'), 'Recipes');

it('a recipe that comes too early says so at once, and so does one that was refused', async () => {
  const commands = `SERVER=$(call configuration-manager POST /v1/configuration-items '{ "name": "web-8" }' | field id)
echo "field: $?" >&2
call viewer GET "/v1/configuration-items/$SERVER/impact"
echo "call: $?" >&2`;
  const pasted = await pasteBlocks([{ title: '', commands: `${helpers?.commands}${commands}` }]);
  pasted.remove();

  expect(pasted.printed).toEqual(['']);
  expect(pasted.shell.stderr.split('\n')).toEqual([
    'body/invalid: /class: is missing; it must be text',
    'field: 1',
    'run the earlier recipes first: /v1/configuration-items//impact lacks a variable',
    'call: 1',
    '',
  ]);
});
