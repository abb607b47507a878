import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** The output, exit code and time of a command. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a command line in the shell, without input and colours, and collects its output. */
export const run = (command: string): Promise<Outcome> => {
  const began = performance.now();
  const chunks: Buffer[] = [];
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({
        code: code ?? 1,
        output: stripVTControlCharacters(Buffer.concat(chunks).toString()),
        seconds: (performance.now() - began) / 1000,
      });
    });
  });
};
