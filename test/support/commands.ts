import { spawn } from 'node:child_process';

/** What a program printed, and how it ended. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without blocking this process: a test may serve what the program asks for. */
export const runCommand = (
  command: string,
  args: readonly string[],
  { input, ...options }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    // Without input there is no pipe, because bash takes a pipe of Node for a network connection and reads its start-up file.
    const child = spawn(command, args, { ...options, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    // A program that ends without reading its input closes it, which is no error here.
    child.stdin?.on('error', () => undefined).end(input);
    const output = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk: Buffer) => {
      output.stdout += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output.stderr += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...output }));
  });
