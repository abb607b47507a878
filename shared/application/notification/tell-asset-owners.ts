import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import type { VendorContractRepository } from '../../domain/cost/cost-repository.ts';
import type { Event } from '../../domain/event/event.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import { type AssetMailKind, type AssetMailRecord, assetMailCatalog } from '../../domain/mail/asset-mails.ts';
import type { NamingRepository } from '../../domain/naming/naming.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { allPages } from '../all-pages.ts';
import type { NotifyContext } from './notify-context.ts';
import { sendOnce } from './send-once.ts';

export interface AssetNoticeContext extends Pick<NotifyContext, 'mails' | 'mailer' | 'letters' | 'store' | 'clock'> {
  readonly items: Pick<ItemRepository, 'findMany'>;
  readonly contracts: Pick<VendorContractRepository, 'find'>;
  readonly namings: Pick<NamingRepository, 'namingsOf'>;
  readonly people: Pick<ResourceRepository<Person>, 'findMany' | 'page'>;
}

/** Who owns something: a team, a person, or both. */
type Owner = NonNullable<Asset['owner']>;

/** What a mail is about: its name, who owns it, and the role that gets the mail if nobody does. */
interface AssetOccasion {
  readonly name: string;
  readonly owners: readonly Owner[];
  readonly otherwise: 'asset-manager' | 'configuration-manager';
}

const occasionOfAssets = (name: string, assets: readonly Asset[]): AssetOccasion => ({
  name,
  owners: assets.flatMap(({ owner }) => owner ?? []),
  otherwise: 'asset-manager',
});

/** What happens to a CI concerns its owner team. A CI that is decommissioned concerns nobody. */
const occasionOfCi = async ({ items }: AssetNoticeContext, id: string): Promise<AssetOccasion | undefined> => {
  const ci = (await items.findMany([id]))[0]?.ci;
  if (!ci || ci.stage === 'decommissioned') return undefined;
  return { name: ci.name, owners: ci.ownerTeam === undefined ? [] : [{ team: ci.ownerTeam }], otherwise: 'configuration-manager' };
};

const heldAssets = async ({ items }: AssetNoticeContext, ids: readonly string[]): Promise<readonly Asset[]> =>
  (await items.findMany(ids)).flatMap(({ asset }) => (asset && isHeld(asset) ? [asset] : []));

/** Undefined if there is nothing to tell any more. */
const occasionOf = async (
  context: AssetNoticeContext,
  { isAboutCi }: AssetMailRecord,
  { subject, body }: Event,
): Promise<AssetOccasion | undefined> => {
  if (isAboutCi || body.kind === 'valid-to') return occasionOfCi(context, subject.id);
  if (subject.type === 'contract') {
    const contract = await context.contracts.find(subject.id);
    return contract && occasionOfAssets(`${contract.vendor} ${contract.number}`, await heldAssets(context, contract.items));
  }
  const assets = await heldAssets(context, [subject.id]);
  return assets[0] && occasionOfAssets(assets[0].name, assets);
};

/** How many namings are read at a time. */
const atOnce = 500;

/** The people of a team. They name it, and so they are found without reading everybody. */
const membersOf = async ({ namings, people }: AssetNoticeContext, team: string): Promise<readonly Person[]> => {
  const ids: string[] = [];
  for (let after: Awaited<ReturnType<typeof namings.namingsOf>>[number] | undefined; ; ) {
    const page = await namings.namingsOf({ noun: 'team', id: team }, atOnce, after);
    ids.push(...page.flatMap(({ user }) => (user.noun === 'person' ? [user.id] : [])));
    after = page.at(-1);
    if (page.length < atOnce || !after) break;
  }
  return (await people.findMany([...new Set(ids)])).filter(({ teams }) => teams.includes(team));
};

/** The people who are told: the teams that own it, else the people who own it, else those with a role. */
const ownersOf = async (context: AssetNoticeContext, { owners: owning, otherwise }: AssetOccasion): Promise<readonly Person[]> => {
  const { people, clock } = context;
  const active = (found: readonly Person[]) => found.filter((person) => isActive(person, clock.now()));
  const teams = [...new Set(owning.flatMap(({ team }) => team ?? []))];
  const members = active((await Promise.all(teams.map((team) => membersOf(context, team)))).flat());
  if (members.length > 0) return members;
  const owners = active(await people.findMany([...new Set(owning.flatMap(({ person }) => person ?? []))]));
  return owners.length > 0 ? owners : active(await allPages(people)).filter(({ roles }) => roles.includes(otherwise));
};

/** The person whom the event names as the holder, if they are still there. */
const holderOf = async ({ people, clock }: AssetNoticeContext, { body }: Event): Promise<readonly Person[]> => {
  const { person } = body;
  return typeof person === 'string' ? (await people.findMany([person])).filter((holder) => isActive(holder, clock.now())) : [];
};

/**
 * Tells the owners of an asset, of the assets of a contract, or of a CI of an event, each once (A5, C8, L3).
 * @throws the first error of the mailer, if a mail could not be sent. A retry skips the mails that were sent
 */
export const tellAssetOwners =
  (context: AssetNoticeContext) =>
  async (kind: AssetMailKind, event: Event): Promise<void> => {
    const record: AssetMailRecord = assetMailCatalog[kind];
    const { subject, text, toHolder, isTold = () => true } = record;
    const occasion = isTold(event.body) ? await occasionOf(context, record, event) : undefined;
    if (!occasion) return;
    const told = [...(await ownersOf(context, occasion)), ...(toHolder ? await holderOf(context, event) : [])];
    const readers = new Map(told.map((person) => [person.id, person]));
    const results = await Promise.allSettled(
      [...readers.values()].map(({ id, email }) =>
        sendOnce(context)({ change: event.id, revision: 1, kind, person: id }, async () =>
          context.letters.aboutAsset({ to: email, name: occasion.name }, { subject, paragraphs: text(occasion.name, event.body) }),
        ),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  };
