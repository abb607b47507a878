import type { Caller } from '../../domain/access.ts';
import { type Monitor, type MonitorDraft, Monitors } from '../../domain/monitor/monitor.ts';
import { manageResource } from '../resource/manage-resource.ts';
import { issueToken } from '../token/issue-token.ts';
import { judgeMonitor } from './judge-monitor.ts';
import type { MonitorContext } from './monitor-context.ts';
import { settleOwnerTeam } from './settle-owner-team.ts';

/** A new monitor with its token and, if it was generated, the secret of its receiver. Both are shown only once. */
export interface CreatedMonitor {
  readonly monitor: Monitor;
  readonly token: string;
  readonly secret?: string | undefined;
}

/** A secret as Standard Webhooks defines it: 32 random bytes. */
const newSecret = (random: MonitorContext['random']): string => `whsec_${Buffer.from(random(32), 'hex').toString('base64')}`;

/** The receiver with its secret encrypted, and that secret if it was generated. A topic has none. */
const sealedReceiver = async ({ sealer, random }: MonitorContext, draft: MonitorDraft['receiver'], id: string) => {
  if (draft.kind === 'sns') return { receiver: draft };
  const { secret: own, ...address } = draft;
  const secret = own ?? newSecret(random);
  return { receiver: { ...address, sealedSecret: await sealer.seal(secret, id) }, secret: own === undefined ? secret : undefined };
};

/**
 * Creates a monitor and its token.
 * @throws DomainError conflict `monitor/name-taken`; invalid `matcher/invalid`, `monitor/sources`, `receiver/address`, `receiver/topic`,
 * `team/unknown`
 */
export const createMonitor =
  (context: MonitorContext) =>
  async (draft: MonitorDraft, caller: Caller): Promise<CreatedMonitor> => {
    await judgeMonitor(draft, context);
    const { mapping, ownerTeam: _, ...fields } = draft;
    const owner = await settleOwnerTeam(context.teams)(draft);
    const addedAt = context.clock.now();
    const dated = mapping ? { mapping: mapping.map((rule) => ({ ...rule, addedAt })) } : {};
    const id = context.ids.next();
    const { receiver, secret } = await sealedReceiver(context, draft.receiver, id);
    const { token, write } = issueToken(context)('monitor', id);
    const manage = manageResource<Monitor>({ ...context, definition: Monitors, repository: context.monitors });
    const monitor = await manage.create({ id, ...fields, ...owner, ...dated, receiver }, caller, () => [write]);
    return { monitor, token, secret };
  };
