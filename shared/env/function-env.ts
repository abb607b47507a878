import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';

/**
 * The environment of every function, one schema each, built by the function that reads it only: the function parses it at its first use,
 * the CDK construct is typed by it, tests build it. Values are strings, as Lambda gives them.
 */

const flag = () => z.enum(['true', 'false']);

/** Stage's name, in logs and in what we tell people. */
const base = () => ({ STAGE: z.string() });

/** Functions that read or write the table. */
const withTable = () => ({ ...base(), TABLE_NAME: z.string() });

/**
 * Functions that answer HTTP requests of people and machine clients.
 * `PUBLIC_URL` is the address that people use, without a slash at its end; `ISSUER_URL` and `AUDIENCE` are those of the identity
 * provider's ID tokens; whoever signs in with the verified address `BOOTSTRAP_ADMIN` and is unknown becomes the first admin;
 * `APPROVERS_GROUP` names the contact group that P1 asks where an item has none.
 */
const httpApi = () => ({
  ...withTable(),
  PUBLIC_URL: z.url(),
  ISSUER_URL: z.url(),
  AUDIENCE: z.string(),
  BOOTSTRAP_ADMIN: z.string(),
  APPROVERS_GROUP: z.string(),
});

/** Who sends mail, from which address. */
const mail = () => ({ MAIL_FROM: z.email() });

/** Who puts deliveries on the send queue, and who seals or opens a monitor's secrets (M5). */
const sending = () => ({ SEND_QUEUE_URL: z.string() });
const sealing = () => ({ SEAL_KEY_ID: z.string() });
/** Whether receivers may be loopback or private addresses, and plain http (M5): local stages only. */
const receivers = () => ({ ALLOW_PRIVATE_RECEIVERS: flag() });

export const SystemEnv = lazily(() => z.object(base()));
export const PeopleEnv = lazily(() => z.object(httpApi()));
export const AssetsEnv = lazily(() => z.object(httpApi()));
export const ConfigurationItemsEnv = lazily(() => z.object(httpApi()));
export const ChangesEnv = lazily(() => z.object(httpApi()));
export const ApprovalsEnv = lazily(() => z.object({ ...httpApi(), ...mail() }));
export const MonitorsEnv = lazily(() => z.object({ ...httpApi(), ...sealing(), ...receivers() }));
export const IngestEnv = lazily(() => z.object({ ...httpApi(), ...sending() }));
export const EvaluateEnv = lazily(() => z.object(httpApi()));
export const ChangeWorkflowEnv = lazily(() => z.object({ ...withTable(), STATE_MACHINE_ARN: z.string() }));
export const PublishEnv = lazily(() => z.object({ ...withTable(), BUS_NAME: z.string() }));
export const NotifyEnv = lazily(() => z.object({ ...withTable(), ...mail(), PUBLIC_URL: z.url() }));
export const ReleaseEnv = lazily(() => z.object({ ...withTable(), ...sending(), RELEASE_QUEUE_URL: z.string(), PUBLIC_URL: z.url() }));
export const SendEnv = lazily(() => z.object({ ...withTable(), ...sending(), ...sealing(), ...receivers(), PUBLIC_URL: z.url() }));
export const SweepEnv = lazily(() =>
  z.object({
    ...withTable(),
    ...sending(),
    BUS_NAME: z.string(),
    RELEASE_QUEUE_URL: z.string(),
    STATE_MACHINE_ARN: z.string(),
  }),
);
