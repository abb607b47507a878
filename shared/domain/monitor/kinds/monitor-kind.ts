import type * as z from 'zod';
import type { Instant } from '../../clock.ts';
import type { AliasKey } from '../../configuration-item/alias.ts';
import { schemaError } from '../../schema-error.ts';
import type { AlertLabels, ReceivedAlert } from '../received-alert.ts';

/** An alert that cannot be taken, or not as it is: its place in the message, counted from 0, and the reason. */
export interface UnreadableAlert {
  readonly index: number;
  readonly reason: string;
}

/** The content of one message, whatever its format (M1). */
export interface AlertMessage {
  readonly alerts: readonly ReceivedAlert[];
  readonly unreadable: readonly UnreadableAlert[];
  /** Those of `alerts` of which a part had to be left out. */
  readonly incomplete?: readonly UnreadableAlert[];
  /** How many alerts the monitor left out of the message. */
  readonly truncated: number;
}

/** The values in the set-up text of one monitor. */
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
  /** An id, an asset tag, or an alias written as `scheme=value`. If it is set, the aliases are ignored. */
  readonly ci?: string | undefined;
  /** Aliases to look up, in order. The first one that exists counts. */
  readonly aliases: readonly AliasKey[];
}

/** The AWS accounts and regions whose alarms a monitor takes (M5). */
export interface AlarmSources {
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
}

interface KindRecord<Name extends string, Payload extends z.ZodType> {
  /** The value of a monitor's `kind`. */
  readonly name: Name;
  /** The schema of a message. It is tolerant: it accepts unknown fields, and an alert that cannot be read does not make it fail. */
  readonly payload: () => Payload;
  /** Reads the alerts of a message. `now` is used for times that an alert does not have. */
  readonly readPayload: (payload: z.output<Payload>, now: Instant) => AlertMessage;
  /** The configuration to paste into the monitor. */
  readonly setupText: (setup: MonitorSetup) => string;
  /** The mapping of a monitor that has no mapping of its own. */
  readonly defaultMapping: (labels: AlertLabels) => LabelReference;
  /** The schemes of the aliases by which the default mapping finds CIs. */
  readonly defaultSchemes: readonly string[];
  /** The grace period of a monitor that does not set one. @default the group interval plus ten seconds (S11) */
  readonly graceSeconds?: number;
  /**
   * Whether the times of the messages give their order. If they do, a message that is not newer than the last closed alert is late, and does not
   * open the alert again (S9). @default the order of receipt counts
   */
  readonly isOrdered?: true;
  /** Whether a monitor takes this alert (M5). @default a monitor takes every alert that is sent with its token */
  readonly takes?: (labels: AlertLabels, sources: AlarmSources) => boolean;
  /** How to correct the monitor's configuration. It is used at the end of error messages. */
  readonly advice: { readonly truncated: string };
}

/** Everything that depends on a monitor's kind. */
export interface MonitorKind<Name extends string = string> extends Omit<KindRecord<Name, z.ZodType>, 'readPayload'> {
  /** Reads a message. @throws DomainError invalid `body/invalid` if the body is not a message of this kind */
  readonly read: (body: unknown, now: Instant) => AlertMessage;
}

export const defineMonitorKind = <const Name extends string, Payload extends z.ZodType>({
  readPayload,
  ...record
}: KindRecord<Name, Payload>): MonitorKind<Name> => ({
  ...record,
  read: (body, now) => {
    const parsed = record.payload().safeParse(body, { reportInput: true });
    if (!parsed.success) throw schemaError(parsed.error.issues);
    return readPayload(parsed.data, now);
  },
});
