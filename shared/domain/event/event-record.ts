import * as z from 'zod';
import { lazily } from '../lazily.ts';
import type { AssetMailKind } from '../mail/asset-mails.ts';
import type { MailKind } from '../mail/mail-catalog.ts';
import type { MonitorMailKind } from '../mail/monitor-mails.ts';

/** Consumers of the event bus: the change workflow, and the release of held alerts. */
export type Consumer = 'workflow' | 'release';

/**
 * Who is told of an event by a mail that is not in the catalog: the old and the new address of a person, the holder of an asset, who is
 * asked to accept it, or an approver, who gets one mail for several requests.
 */
export type Notice = 'both-addresses' | 'holder' | 'digest';

/** The definition of one event. */
export interface EventRecord {
  /** One sentence that states the fact. */
  readonly description: string;
  /**
   * The schema of the body. It is strict, so that consumers get exactly these fields. Bodies name rows by id and do not contain them (E1).
   */
  readonly body: () => z.ZodType<Record<string, unknown>>;
  /** The largest body in bytes. @default 32 kB */
  readonly limit?: number;
  /** The consumers that receive the event. @default none */
  readonly wakes?: readonly Consumer[];
  /** The mail that notifies people of the event. @default none */
  readonly mail?: MailKind | MonitorMailKind | AssetMailKind;
  /** Who is told of the event in another way than by a mail of the catalog. @default nobody */
  readonly notice?: Notice;
}

/** The body of an event that says nothing beside its name. */
export const emptyBody = lazily(() => z.strictObject({}));

/** The reason, if one was given. */
export const reasonBody = lazily(() => z.strictObject({ reason: z.string().optional() }));
/** Which fields were changed. */
export const fields = lazily(() => z.strictObject({ fields: z.array(z.string()) }));
