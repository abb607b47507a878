import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type CommandResult, runCommand } from './commands.ts';
import type { Recipe } from './readme.ts';
import { deployedStack } from './stack.ts';

const marker = '### recipe';

/** Links what `npm run token` needs, and writes what `npm start` leaves behind, in a new directory. */
const checkOut = (): string => {
  const { outputs, mails: _, ...handOut } = deployedStack();
  const checkout = mkdtempSync(join(tmpdir(), 'quiesce-reader-'));
  for (const name of ['package.json', 'infra', 'node_modules']) symlinkSync(resolve(name), join(checkout, name));
  mkdirSync(join(checkout, '.quiesce'));
  writeFileSync(join(checkout, '.quiesce/local.json'), JSON.stringify(handOut));
  writeFileSync(join(checkout, '.quiesce/outputs.json'), JSON.stringify({ 'quiesce-local-service': outputs }));
  return checkout;
};

/** What came of pasting the shell blocks of a document. */
interface PastedBlocks {
  /** Runs another command in the same directory. */
  readonly run: (command: string, args: readonly string[]) => Promise<CommandResult>;
  readonly remove: () => void;
  readonly shell: CommandResult;
  /** What each block printed. */
  readonly printed: readonly string[];
}

/** Pastes shell blocks into one shell, in their order and as they are, in a directory that looks like a checkout after `npm start`. */
export const pasteBlocks = async (recipes: readonly Recipe[]): Promise<PastedBlocks> => {
  const checkout = checkOut();
  const script = recipes.map(({ commands }) => `echo '${marker}'\n${commands}`).join('\n');
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    HOME: process.env.HOME ?? checkout,
    QUIESCE_DIRECTORY: join(checkout, '.quiesce'),
  };
  const run = (command: string, args: readonly string[]) => runCommand(command, [...args], { cwd: checkout, env });
  const shell = await run('bash', ['-c', script]);
  const [, ...printed] = shell.stdout.split(`${marker}\n`);
  return { shell, printed, run, remove: () => rmSync(checkout, { recursive: true, force: true }) };
};

/** The JSON answers in what a block printed, one on each line. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers without narrowing each step
export const answersIn = (printed: string): any[] =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
