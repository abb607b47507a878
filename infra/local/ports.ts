import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Loopback ports of one local stack. They are kept with its state, because queue URLs and mailed links contain them. */
export interface Ports {
  /** The emulator. */
  readonly emulator: number;
  /** The front door, which serves the API and the mails. */
  readonly frontDoor: number;
}

/** Listens on the loopback port, any free one for 0, and stops listening. @returns the port */
const tryPort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free loopback port'))));
    });
  });

/** A loopback port that is free now. */
export const freePort = (): Promise<number> => tryPort(0);

/**
 * Checks a port before a process of the stack in this directory listens on it. Otherwise the process would end, and whoever has the port
 * would be taken for it.
 * @throws Error that says how to free it
 */
export const requireFreePort = async (port: number, directory: string): Promise<void> => {
  await tryPort(port).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? 'is used by another process' : `cannot be used (${error.message})`;
    throw new Error(
      `port ${port}, which this stack chose at its first start, ${reason}. Stop that process ('lsof -i :${port}' shows it), or choose new ports: run 'npm run reset', delete ${join(directory, 'ports.json')}, and run 'npm start'`,
    );
  });
};

/** The ports of the stack in this directory: the ones of its earlier start, else free ones. */
export const portsOf = async (directory: string): Promise<Ports> => {
  const file = join(directory, 'ports.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Ports;
  const [emulator, frontDoor] = await Promise.all([freePort(), freePort()]);
  writeFileSync(file, JSON.stringify({ emulator, frontDoor }));
  return { emulator, frontDoor };
};
