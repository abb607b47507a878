import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { answersIn, pasteBlocks } from '../support/reader-shell.ts';
import { readDocument, shellBlocksOf } from '../support/readme.ts';

/** Pastes the commands of docs/policies.md into one shell, and reads what the page says that they answer. */
const blocks = shellBlocksOf(readDocument('docs/policies.md')).map((commands) => ({ title: '', commands }));
const scene: { pasted: Awaited<ReturnType<typeof pasteBlocks>> | undefined } = { pasted: undefined };

beforeAll(async () => {
  scene.pasted = await pasteBlocks(blocks);
});
afterAll(() => scene.pasted?.remove());

/** The answers of the block that has these words. */
const answersOf = (words: string) => answersIn(scene.pasted?.printed[blocks.findIndex(({ commands }) => commands.includes(words))] ?? '');

it('P1 the policies of the page are made, and the one that can never be met is refused', () => {
  expect(scene.pasted?.shell.stderr).toBe('');
  expect(answersOf('Storage in production')).toMatchObject([{ name: 'storage board' }, { version: 1, deadline: 'P2D', rejectWhen: 'any' }]);
  expect(answersOf('"Lab"')).toMatchObject([{ levels: [] }]);
  expect(answersOf('"Provider"')).toMatchObject([{ levels: [{ external: true }] }]);
  expect(answersOf('Too many')).toMatchObject([
    { status: 400, code: 'approval-policy/never-met', errors: [{ pointer: '/levels/0/needs' }] },
  ]);
});

it('P1 the change of the page needs a back-out plan, and asks two levels', () => {
  const [, refused, change] = answersOf('Replace a disk');

  expect(refused).toMatchObject({ status: 409, code: 'change/field-required', errors: [{ pointer: '/backOutPlan' }] });
  expect(change).toMatchObject({ risk: 'low', pinned: { policy: 'Storage in production', policyVersion: 1 } });
  expect(change.pinned.groups).toMatchObject([
    { name: 'approvers', level: 1, quorum: 1 },
    { name: 'storage board', level: 2, needs: '2/3', quorum: 2 },
  ]);
});
