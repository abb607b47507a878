import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tell } from './local/story/narrator.ts';
import { drillRestore } from './restore/drill.ts';

/** Usage: `npm run drill:restore`. It takes about a minute and leaves the stack of `npm start` alone. */
const directory = mkdtempSync(join(tmpdir(), 'quiesce-drill-'));
await drillRestore({ directory, tell });
rmSync(directory, { recursive: true, force: true });
tell('the drill has passed');
