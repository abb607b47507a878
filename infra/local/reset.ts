import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './directory.ts';
import { stopStack } from './stack.ts';

/** Everything but the virtual environment, which holds no data and takes 20 s to install. */
const dataFiles = [
  'state',
  's3',
  'tmp',
  'cdk.out',
  'bootstrapped',
  'outputs.json',
  'local.json',
  'story.json',
  'ministack.log',
  'front-door.log',
];

// The data is deleted, so there is no reason to wait long until a busy emulator has written it.
await stopStack(directory, 5);
for (const name of dataFiles) rmSync(join(directory, name), { recursive: true, force: true });
console.log('All data is deleted. `npm start` begins with an empty stack.');
