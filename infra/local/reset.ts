import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './directory.ts';
import { stopStack } from './stack.ts';

/** All but what was installed: the virtual environment is 20 s of download and holds no data. */
const forgotten = [
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

await stopStack(directory);
for (const name of forgotten) rmSync(join(directory, name), { recursive: true, force: true });
console.log('Forgotten. `npm start` begins anew.');
