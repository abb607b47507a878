import type { ChangeRepository } from '../../shared/domain/change/change-repository.ts';
import type { ChangeSummary } from '../../shared/domain/episode/delivery-body.ts';
import type { Delivery } from '../../shared/domain/episode/episode.ts';

/** The current title and status of a delivery's changes, for the receiver. A change that no longer exists has only its id and number. */
export const changeSummaries =
  (changes: Pick<ChangeRepository, 'find'>) =>
  (named: Delivery['changes']): Promise<readonly ChangeSummary[]> =>
    Promise.all(
      named.map(async ({ id, number }) => {
        const change = await changes.find(id);
        return { id, number, title: change?.title, status: change?.status };
      }),
    );
