import { spawnSync } from 'node:child_process';
import { itWhen } from './skip.ts';

/** Whether the commands of documents that read answers with jq can run here. */
export const hasJq = spawnSync('sh', ['-c', 'command -v jq']).status === 0;

export const itWithJq = itWhen(hasJq, 'jq is not installed: apt-get install jq');
