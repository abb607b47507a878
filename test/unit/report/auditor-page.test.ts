import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

const page = readFileSync('docs/auditor.md', 'utf8');
const paths = [...page.matchAll(/`get '?([^'`]+)'?`/g)].map(([, path = '']) => path);

it('E4 every command of the page for auditors is answered to an auditor', async () => {
  const desk = await changeDesk();
  await desk.scheduled();
  const api = await deskApi(desk);

  const answers = await Promise.all(paths.map(async (path) => [path, (await api.as('auditor').get(path)).status]));

  expect(paths.length).toBeGreaterThan(6);
  expect(answers).toEqual(paths.map((path) => [path, 200]));
});
