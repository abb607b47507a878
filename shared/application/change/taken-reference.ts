import type { Change } from '../../domain/change/change.ts';
import type { TakenValue } from '../../domain/unique.ts';
import type { ChangeContext } from './context.ts';

/** What to say about an external reference that another change has. */
export const takenReference =
  ({ changes }: Pick<ChangeContext, 'changes'>, { externalReference }: Pick<Change, 'externalReference'>) =>
  async (_: string, value: string): Promise<TakenValue> => {
    const owner = await changes.named('external-reference', value);
    const holder = owner === undefined ? undefined : await changes.find(owner);
    return {
      typed: externalReference && `${externalReference.system}=${externalReference.id}`,
      pointer: '/externalReference',
      holder: holder && { id: holder.id, name: holder.number },
    };
  };
