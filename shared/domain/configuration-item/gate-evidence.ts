import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Line, Passage } from '../text.ts';
import { StoredTime } from '../values.ts';

/** The gates that Quiesce checks itself. A gate of any other name asks for evidence. */
export const computedGates = ['owner', 'contacts', 'agreement', 'monitoring'] as const;
export type ComputedGate = (typeof computedGates)[number];

export const isComputedGate = (gate: string): gate is ComputedGate => (computedGates as readonly string[]).includes(gate);

/** The most gates that one request gives evidence for. */
const mostGates = 40;

/** Evidence for gates, by their names: an address or a text. */
export const GateEvidence = lazily(() =>
  z
    .record(Line().min(1).max(50), Passage().min(1).max(2_000))
    .refine((evidence) => Object.keys(evidence).length <= mostGates, `evidence for at most ${mostGates} gates`)
    .meta({ maxProperties: mostGates }),
);
export type GateEvidence = Shape<typeof GateEvidence>;

/** The evidence of a CI that was in operation before it was registered. It passes no gate later. */
export const existing = 'existing';

/** The evidence of a new CI: for gates, or that it was in operation before it was registered. */
export const FirstEvidence = lazily(() => z.union([z.literal(existing), GateEvidence()]));

/** Evidence as it is stored with the CI: what was given, by whom, and when. */
export const storedEvidence = () => z.record(z.string(), z.strictObject({ text: z.string(), by: z.string(), at: StoredTime() }));
export type StoredEvidence = z.output<ReturnType<typeof storedEvidence>>;

/** The stored evidence with what was given now. */
export const withEvidence = (
  stored: StoredEvidence | undefined,
  given: GateEvidence,
  { by, at }: { readonly by: string; readonly at: Instant },
): StoredEvidence => ({ ...stored, ...Object.fromEntries(Object.entries(given).map(([gate, text]) => [gate, { text, by, at }])) });
