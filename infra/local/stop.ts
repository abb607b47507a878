import { directory } from './directory.ts';
import { stopStack } from './stack.ts';

await stopStack(directory);
console.log('Stopped. The data is kept: `npm start` continues with it, `npm run reset` deletes it.');
