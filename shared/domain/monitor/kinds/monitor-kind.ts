import type * as z from 'zod';
import type { Instant } from '../../clock.ts';
import type { AliasKey } from '../../configuration-item/alias.ts';
import { schemaError } from '../../schema-error.ts';
import type { AlertLabels, ReceivedAlert } from '../received-alert.ts';

/** The content of one message, whatever its format (M1). */
export interface AlertMessage {
  readonly alerts: readonly ReceivedAlert[];
  /** How many alerts of the message cannot be read. */
  readonly unreadable: number;
  /** How many alerts the monitor left out of the message. */
  readonly truncated: number;
}

/** What the set-up text of one monitor is made from. */
export interface MonitorSetup {
  readonly id: string;
  readonly groupIntervalSeconds: number;
  readonly repeatIntervalSeconds: number;
  readonly token: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
}

/** The configuration item that labels name. */
export interface LabelReference {
  /** An id, an asset tag, or an alias written as `scheme=value`. Where there is one, the aliases do not matter. */
  readonly ci?: string | undefined;
  /** Aliases to look for, in order: the first that is known counts. */
  readonly aliases: readonly AliasKey[];
}

interface KindRecord<Name extends string, Payload extends z.ZodType> {
  /** The value of a monitor's `kind`. */
  readonly name: Name;
  /** The schema of a message. It is tolerant: it accepts unknown fields, and an alert that cannot be read does not make it fail. */
  readonly payload: () => Payload;
  /** `now` stands in for a time that an alert does not give. */
  readonly readPayload: (payload: z.output<Payload>, now: Instant) => AlertMessage;
  /** The configuration to paste into the monitor. */
  readonly setupText: (setup: MonitorSetup) => string;
  /** Where a monitor has no mapping of its own. */
  readonly defaultMapping: (labels: AlertLabels) => LabelReference;
  /** How to mend the monitor's configuration, as the end of an error message. */
  readonly advice: { readonly truncated: string };
}

/** Everything that depends on a monitor's kind. */
export interface MonitorKind<Name extends string = string> extends Omit<KindRecord<Name, z.ZodType>, 'readPayload'> {
  /** @throws DomainError invalid `body/invalid` for a body that is not a message of this kind */
  readonly read: (body: unknown, now: Instant) => AlertMessage;
}

export const defineMonitorKind = <const Name extends string, Payload extends z.ZodType>({
  readPayload,
  ...record
}: KindRecord<Name, Payload>): MonitorKind<Name> => ({
  ...record,
  read: (body, now) => {
    const parsed = record.payload().safeParse(body);
    if (!parsed.success) throw schemaError(parsed.error.issues);
    return readPayload(parsed.data, now);
  },
});
