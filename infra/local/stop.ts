import { directory } from './directory.ts';
import { stopStack } from './stack.ts';

const killed = await stopStack(directory);
if (killed) console.log('The emulator was too busy to stop and was killed: the last ten seconds of its data may be lost.');
console.log('Stopped. The data is kept: `npm start` continues with it, `npm run reset` deletes it.');
