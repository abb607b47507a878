import { expect, it } from '@jest/globals';
import { stageOf } from '../../infra/stage.ts';
import { readDocument, sectionOf } from '../support/readme.ts';
import { Stack } from './cdk.ts';
import { appOf, domainSettings } from './synthesized.ts';

const readme = readDocument('README.md');
const firstHour = readDocument('docs/first-hour.md');
const operating = readDocument('docs/operating.md');

/** The pairs of the array `SETTINGS` as a shell expands it. */
const settingsIn = (text: string): Record<string, string> => {
  const [, array = ''] = /^SETTINGS=\(([^)]*)\)$/m.exec(text) ?? [];
  return Object.fromEntries([...array.matchAll(/--context (\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]));
};

it('the settings of the first hour and of the README are all that prod needs, and name the account that is bootstrapped', () => {
  const { stage, ...context } = settingsIn(firstHour);

  expect(stageOf(stage, context)).toMatchObject({ name: 'prod', ...context });
  expect(settingsIn(readme)).toEqual({ stage, ...context });
  for (const text of [readme, firstHour]) expect(text).toContain(`npx cdk bootstrap aws://${context.account}/${context.region}\n`);
  // Each command that deploys or destroys takes them.
  const commands = [readme, firstHour, operating].flatMap(
    (text) => text.match(/^(npm run (deploy|preflight)|npx cdk destroy) .*$/gm) ?? [],
  );
  expect(commands.length).toBeGreaterThanOrEqual(8);
  expect(commands.filter((command) => !/"\$\{SETTINGS\[@\]\}"/.test(command))).toEqual([]);
});

it('the first hour says what becomes of each stack of the app when Quiesce is removed', () => {
  const { app } = appOf('prod', { context: domainSettings });
  const stacks = app.node.children.filter((child) => child instanceof Stack).map(({ stackName }) => stackName);

  expect(stacks).toHaveLength(4);
  expect([...new Set(sectionOf(firstHour, 'Remove').match(/\bquiesce-prod-\w+/g))].sort()).toEqual(stacks.sort());
});
