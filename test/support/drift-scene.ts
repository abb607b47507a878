import { receiveConfigEvent } from '../../shared/application/drift/receive-config-event.ts';
import { minute, plus } from '../../shared/domain/clock.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import { changeDesk } from './changes.ts';
import { aConfigEvent, type ConfigEventInput, configResources } from './config-events.ts';
import { deskApi } from './desk-api.ts';
import { runningAs } from './table-calls.ts';

export interface DriftSceneInput {
  /** Fields of the CI. */
  readonly ci?: Partial<ConfigurationItem>;
  /** Prepares the register before AWS Config sees anything. */
  readonly prepare?: (desk: Awaited<ReturnType<typeof changeDesk>>, ci: string) => Promise<unknown>;
}

/** A CI in service that has the ARN of the instance, and AWS Config that sees its resource. */
export const driftScene = async ({ ci = {}, prepare }: DriftSceneInput = {}) => {
  const desk = await changeDesk();
  const id = await desk.ci('web-7', { aliases: [{ scheme: 'aws-arn', value: configResources.instance.ARN }], ...ci });
  await prepare?.(desk, id);
  const api = await deskApi(desk);
  const { world, clock, records } = api;
  /** The files of oversized notifications, by their place. */
  const files = new Map<string, unknown>();
  const context = { ...world, configFiles: { read: async (place: string) => files.get(place) } };
  const receive = runningAs('drift', receiveConfigEvent(context));
  /** Lets a minute pass, and receives an event about something that AWS Config saw just then. */
  const sees = async (input: Partial<ConfigEventInput> = {}) => {
    clock.advance(minute);
    return receive(aConfigEvent({ at: plus(clock.now(), -1), ...input }));
  };
  return {
    ...api,
    people: desk,
    id,
    context,
    files,
    receive,
    sees,
    manager: api.asCaller(desk.max),
    cis: api.as('configuration-manager'),
    unauthorized: async () => (await api.as('viewer').get(`/v1/unauthorized-changes?item=${id}`)).body.items,
    /** The drafts of emergency changes. */
    drafts: async () => (await api.as('viewer').get('/v1/changes?type=emergency')).body.items,
    events: async (name: string) => (await world.events.of({ type: 'item', id })).filter((event) => event.name === name),
    /** Everything that is stored, to see that nothing was written. */
    stored: () => records.all().map((row) => JSON.stringify(row)),
  };
};
