import { rmSync } from 'node:fs';
import { synthesisDirectory } from './synthesis.ts';

/** Runs once after all infra tests. */
export default (): void => rmSync(synthesisDirectory(), { recursive: true, force: true });
