import * as z from 'zod';

/**
 * The environment of every function, one schema each: the function parses it at its first use, the CDK construct is typed by it,
 * tests build it. Values are strings, as Lambda gives them.
 */

const flag = z.enum(['true', 'false']);

/** Stage's name, in logs and in what we tell people. */
const Base = z.object({ STAGE: z.string() });

/** Functions that read or write the table. */
const WithTable = Base.extend({ TABLE_NAME: z.string() });

/**
 * Functions that answer HTTP requests of people and machine clients.
 * `PUBLIC_URL` is the address that people use, without a slash at its end; `ISSUER_URL` and `AUDIENCE` are those of the identity
 * provider's ID tokens; whoever signs in with the verified address `BOOTSTRAP_ADMIN` and is unknown becomes the first admin;
 * `APPROVERS_GROUP` names the contact group that P1 asks where an item has none.
 */
const HttpApi = WithTable.extend({
  PUBLIC_URL: z.url(),
  ISSUER_URL: z.url(),
  AUDIENCE: z.string(),
  BOOTSTRAP_ADMIN: z.string(),
  APPROVERS_GROUP: z.string(),
});

/** Who sends mail, from which address. */
const Mail = { MAIL_FROM: z.email() };

/** Who puts deliveries on the send queue, and who seals or opens a monitor's secrets (M5). */
const Sending = { SEND_QUEUE_URL: z.string() };
const Sealing = { SEAL_KEY_ID: z.string() };
/** Whether receivers may be loopback or private addresses, and plain http (M5): local stages only. */
const Receivers = { ALLOW_PRIVATE_RECEIVERS: flag };

export const SystemEnv = Base;
export const PeopleEnv = HttpApi;
export const AssetsEnv = HttpApi;
export const ConfigurationItemsEnv = HttpApi;
export const ChangesEnv = HttpApi;
export const ApprovalsEnv = HttpApi.extend(Mail);
export const MonitorsEnv = HttpApi.extend(Sealing).extend(Receivers);
export const IngestEnv = HttpApi.extend(Sending);
export const EvaluateEnv = HttpApi;
export const ChangeWorkflowEnv = WithTable.extend({ STATE_MACHINE_ARN: z.string() });
export const PublishEnv = WithTable.extend({ BUS_NAME: z.string() });
export const NotifyEnv = WithTable.extend(Mail).extend({ PUBLIC_URL: z.url() });
export const ReleaseEnv = WithTable.extend(Sending).extend({ RELEASE_QUEUE_URL: z.string(), PUBLIC_URL: z.url() });
export const SendEnv = WithTable.extend(Sending).extend(Sealing).extend(Receivers).extend({ PUBLIC_URL: z.url() });
export const SweepEnv = WithTable.extend(Sending).extend({
  BUS_NAME: z.string(),
  RELEASE_QUEUE_URL: z.string(),
  STATE_MACHINE_ARN: z.string(),
});
