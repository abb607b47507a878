import { attributeFaults } from '../../domain/class/attributes.ts';
import type { CiClass, ClassDraft } from '../../domain/class/class.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import { DomainError, type FieldError, usersShown } from '../../domain/errors.ts';
import { idsOfItem } from '../../domain/item/merge.ts';
import type { ClassContext } from './class-context.ts';

/** How many CIs are read at a time. */
const atOnce = 200;

type Terms = Pick<ClassDraft, 'attributes' | 'assetFacet'>;

/** What would be wrong with these CIs if their class said this. */
const faultsOf = async ({ items }: ClassContext, cis: readonly ConfigurationItem[], { attributes, assetFacet }: Terms) => {
  const withAsset = assetFacet ? [] : (await items.findMany(cis.map(({ id }) => id))).filter(({ asset }) => asset);
  const owned = new Set(withAsset.flatMap(idsOfItem));
  return cis.flatMap((ci): readonly FieldError[] => {
    const [fault] = attributeFaults(attributes, ci.attributes);
    const named = `configuration item ${ci.name} (${ci.id})`;
    if (fault) return [{ pointer: `/attributes${fault.path}`, code: 'configuration-item/attributes', detail: `${named}: ${fault.text}` }];
    return owned.has(ci.id) ? [{ pointer: '/assetFacet', code: 'asset/not-for-class', detail: `${named} is also an asset` }] : [];
  });
};

/**
 * Checks that all CIs of a class fit what the class is going to say. It reads the CIs page by page, and stops when enough are found that do
 * not fit.
 * @throws DomainError conflict `class/in-use-otherwise` with up to 20 of the CIs
 */
export const assertItemsFit =
  (context: ClassContext) =>
  async ({ name }: Pick<CiClass, 'name'>, terms: Terms): Promise<void> => {
    const faults: FieldError[] = [];
    for (let after: string | undefined, more = true; more && faults.length < usersShown; more = after !== undefined) {
      const page = await context.configurationItems.page({ limit: atOnce, after }, filterPostings({ class: name }));
      faults.push(...(await faultsOf(context, page.items, terms)));
      after = page.nextCursor;
    }
    if (faults.length === 0) return;
    const errors = faults.slice(0, usersShown);
    throw new DomainError('conflict', 'class/in-use-otherwise', `CIs of class ${name} do not fit: ${errors[0]?.detail}`, { errors });
  };
