import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceSynthesis } from './synthesis.ts';

/** Runs once before all infra tests: it creates the directory in which they share templates. */
export default (): void => announceSynthesis(mkdtempSync(join(tmpdir(), 'quiesce-templates-')));
