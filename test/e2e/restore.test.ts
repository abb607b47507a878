import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { drillRestore } from '../../infra/restore/drill.ts';

it('S2 X1 after table and user pool are lost and replaced, people sign in as before, and alerts go out until the window is confirmed', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-drill-'));
  const steps: string[] = [];

  await drillRestore({ directory, bundled: true, tell: (step) => steps.push(step) });

  expect(steps.at(-1)).toBe('a change manager has confirmed the window, and alerts are held again');
  expect(steps).toContain('people are imported and sign in as the same persons as before; tokens of the lost pool are refused');
  expect(steps).toHaveLength(7);
  rmSync(directory, { recursive: true, force: true });
}, 180_000);
