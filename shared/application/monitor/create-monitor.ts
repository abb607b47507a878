import { actorOf, type Caller } from '../../domain/access.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { Monitor, MonitorDraft } from '../../domain/monitor/monitor.ts';
import { commitUnique } from '../../domain/unique.ts';
import { nameReferences } from '../naming/name-references.ts';
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
    const { clock, ids, monitors } = context;
    await judgeMonitor(draft, context);
    const [id, now] = [ids.next(), clock.now()];
    const { mapping, ownerTeam: _, ...fields } = draft;
    const { receiver, secret } = await sealedReceiver(context, draft.receiver, id);
    const monitor: Monitor = {
      ...{ id, version: 1, createdAt: now, updatedAt: now, ...fields },
      ...(await settleOwnerTeam(context.teams)(draft)),
      ...(mapping ? { mapping: mapping.map((rule) => ({ ...rule, addedAt: now })) } : {}),
      receiver,
    };
    const { token, write } = issueToken(context)('monitor', id);
    const event = newEvent(context)('ResourceCreated', { actor: actorOf(caller), subject: { type: 'monitor', id } });
    const writes = [...monitors.save(monitor), write, context.events.record(event)];
    await nameReferences(context)('monitor', monitor);
    await commitUnique(context.store, 'monitor', writes, async (scheme, value) => {
      const owner = await monitors.ownerOf({ scheme, value });
      return { typed: monitor.name, pointer: '/name', holder: owner === undefined ? undefined : await monitors.find(owner) };
    });
    return { monitor, token, secret };
  };
