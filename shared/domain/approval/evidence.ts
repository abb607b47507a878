import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { ExactLine, Line, WebAddress } from '../text.ts';

/** Where an outside system has recorded a decision (P9): its name, the number or name of the record there, and its address. */
export const Evidence = lazily(() =>
  z.strictObject({ system: Line().max(100), reference: ExactLine().min(1).max(200), href: WebAddress() }),
);
export type Evidence = Shape<typeof Evidence>;
