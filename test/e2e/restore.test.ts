import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { drillRestore } from '../../infra/restore/drill.ts';

it('S2 after the table is lost and restored, alerts go out until the window is confirmed, and are held again then', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-drill-'));
  const steps: string[] = [];

  await drillRestore({ directory, bundled: true, tell: (step) => steps.push(step) });

  expect(steps.at(-1)).toBe('a change manager has confirmed the window, and alerts are held again');
  expect(steps).toHaveLength(6);
  rmSync(directory, { recursive: true, force: true });
}, 180_000);
