import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { clientFor } from '../../infra/local/emulator.ts';
import { invoke } from '../support/deployed-functions.ts';
import { hasJq, itWithJq } from '../support/jq.ts';
import { answersIn, pasteBlocks } from '../support/reader-shell.ts';
import { readDocument, shellBlocksOf } from '../support/readme.ts';
import { deployedStack } from '../support/stack.ts';

/** Pastes the commands of docs/proving-history.md into one shell, and reads what the page says that they answer. */
const blocks = shellBlocksOf(readDocument('docs/proving-history.md')).map((commands) => ({ title: '', commands }));
const stack = deployedStack();
const scene: { pasted: Awaited<ReturnType<typeof pasteBlocks>> | undefined } = { pasted: undefined };

beforeAll(async () => {
  if (hasJq) scene.pasted = await pasteBlocks(blocks);
});
afterAll(() => scene.pasted?.remove());

const answersOf = (command: string) =>
  answersIn(scene.pasted?.printed[blocks.findIndex(({ commands }) => commands.includes(command))] ?? '');

const update = { path: '/attributes/engineVersion', from: '17.2', to: '17.3' };

itWithJq('every command of the page on histories is accepted', () => {
  expect(scene.pasted?.shell.stderr).toBe('');
  expect(scene.pasted?.printed).toHaveLength(blocks.length);
});

itWithJq('C6 the versions have the difference that the page says, and who made it', () => {
  const [created, updated] = answersOf('/history');

  expect(created).toMatchObject({ version: 1, facet: 'ci', actorName: expect.any(String) });
  expect(updated).toMatchObject({ version: 2, facet: 'ci', differences: [update] });
});

itWithJq('C6 the past state, the difference of two times and the verification are those that the page says', () => {
  const [attributes, difference] = answersOf('?at=');

  expect(attributes).toEqual({ engineVersion: '17.2' });
  expect(difference).toEqual({ facet: 'ci', ...update, versions: [2] });
  expect(answersOf('/verification')).toMatchObject([{ valid: true, versions: 2, problems: [] }]);
});

it('C6 the deployed function seals the days that are over in the bucket of the output, and the command verifies the last of them', async () => {
  await invoke(stack, 'seal', {});

  const client = new S3Client(clientFor(stack.awsEndpoint));
  const place = { Bucket: stack.outputs.SealBucketName, Prefix: 'days/' };
  const { Contents = [] } = await client.send(new ListObjectsV2Command(place));
  const last = { Bucket: place.Bucket, Key: Contents.at(-1)?.Key };
  const seal = await client.send(new GetObjectCommand(last)).then(({ Body }) => Body?.transformToString());

  expect(JSON.parse(seal ?? '')).toMatchObject({ root: expect.stringMatching(/^[0-9a-f]{64}$/), day: last.Key?.slice(5, 15) });

  const day = last.Key?.slice(5, 15) ?? '';
  const verified = await scene.pasted?.run('npm', ['run', '-s', 'verify-day', '--', day]);
  expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining(`${day} has `), stderr: '' });
});
