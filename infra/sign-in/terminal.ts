import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from './user-pool.ts';

/**
 * Asks at the terminal. Questions go to the standard error, so that the standard output has the token only. Without a terminal, each line of
 * the standard input answers a question, for scripts.
 */
export const openTerminal = (): Terminal & { close(): void } => {
  const state = { hidden: false };
  const echo = new Writable({
    write: (chunk, _, done) => {
      if (!state.hidden) process.stderr.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input: process.stdin, output: echo, terminal: process.stdin.isTTY ?? false });
  reader.once('SIGINT', () => process.exit(130));
  const lines = reader[Symbol.asyncIterator]();
  return {
    ask: async (question, { hidden = false } = {}) => {
      process.stderr.write(question);
      state.hidden = hidden;
      const { value, done } = await lines.next();
      state.hidden = false;
      if (hidden || !process.stdin.isTTY) process.stderr.write('\n');
      if (done) throw new Error('no answer: the standard input has ended');
      return value;
    },
    tell: (line) => process.stderr.write(`${line}\n`),
    close: () => reader.close(),
  };
};
