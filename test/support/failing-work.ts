import { onEvent } from '../../functions/notify/on-event.ts';
import { finishChange } from '../../shared/application/change/finish-change.ts';
import { tallyOf } from '../../shared/application/episode/alert-tally.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { ItemOutcome } from '../../shared/domain/change/change-fields.ts';
import type { Relation } from '../../shared/domain/item/relation.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { changeDesk } from './changes.ts';
import { outbox } from './mailed-links.ts';
import { relate } from './related.ts';
import { runningAs } from './table-calls.ts';
import type { World } from './world.ts';

/**
 * A desk whose service `orders` runs on the software `orders-app`, which is owned by the team of the shop. The people on call for the service
 * are in a contact group of their own, with Olga in it.
 */
export const failingWork = async () => {
  const desk = await changeDesk();
  const { world } = desk;
  const olga = await desk.person('Olga');
  const onCall = await desk.group('orders-on-call', olga);
  const shopTeam = world.ids.next();
  const app = await desk.ci('orders-app', { class: 'application', ownerTeam: shopTeam });
  const service = await desk.ci('orders', { class: 'service', contactGroups: [{ group: onCall, role: 'on-call' }] });
  const needs = (source: string, target: string): Relation => ({ source, type: 'depends-on', target });
  await relate(world, [needs(service, app)]);

  const finish = (change: Pick<Change, 'id'>, ...outcomes: readonly ItemOutcome[]) =>
    finishChange(desk.context)(change.id, { outcomes }, desk.ian);
  /** The events of a change with their bodies, those of one name. */
  const eventsNamed = async (change: Pick<Change, 'id'>, name: string) =>
    (await world.events.of({ type: 'change', id: change.id })).filter((event) => event.name === name);
  /** The mails about a change that its events lead to. */
  const mailsOf = async ({ id }: Pick<Change, 'id'>, on: World = world) => {
    const { sent, mailer } = outbox();
    const notify = onEvent({ ...on, mailer, letters: lettersFrom('http://quiesce.test'), tallyOf: tallyOf(on) });
    for (const detail of await on.events.of({ type: 'change', id })) await runningAs('notify', notify)({ source: 'quiesce', detail });
    return sent;
  };
  /** A service that one of two servers keeps up. */
  const redundantShop = async () => {
    const [one, other] = [await desk.ci('web-a'), await desk.ci('web-b')];
    const shop = await desk.ci('shop', { class: 'service' });
    const redundancy = [{ group: 'web', minimumUp: 1, members: 2 }];
    await relate(
      world,
      [one, other].map((target) => ({ ...needs(shop, target), redundancy })),
    );
    return { shop, one, other };
  };
  return { ...desk, redundantShop, mailsOf, olga, onCall, shopTeam, app, service, needs, finish, eventsNamed };
};
