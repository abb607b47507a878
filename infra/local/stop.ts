import { directory } from './directory.ts';
import { stopStack } from './stack.ts';

await stopStack(directory);
console.log('Stopped. Its data is kept: `npm start` goes on from here, `npm run reset` forgets it.');
