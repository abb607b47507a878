import type { AcceptanceContext, OpenedAcceptance } from '../../shared/application/assignment/acceptance-context.ts';
import { type AcceptanceForm, answerByLink, mailAcceptanceCode } from '../../shared/application/assignment/answer-by-link.ts';
import { readAcceptance } from '../../shared/application/assignment/read-acceptance.ts';
import { followLink } from '../../shared/application/mailed-link/follow-link.ts';
import * as contract from '../../shared/contracts/acceptances.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import { acceptancePage } from './acceptance-page.ts';
import { codeMailed } from './code-fields.ts';
import { linkPage } from './link-page.ts';

/** The page on which the holder of an asset accepts or declines it (A2). */
export const acceptanceEndpoints = (context: AcceptanceContext): readonly Endpoint[] => {
  const page = linkPage<OpenedAcceptance, AcceptanceForm>({
    title: 'Assignment',
    follow: followLink(context),
    render: async (opened, state) => {
      const view = await readAcceptance(context)(opened);
      return { status: view.closed?.kind === 'gone' ? 410 : 200, body: acceptancePage(view, opened.token, state) };
    },
  });
  return [
    on(contract.readAcceptancePage, page.show),
    on(contract.mailAcceptanceCode, (form) => page.stay(form, codeMailed, mailAcceptanceCode(context))),
    on(contract.answerByAcceptancePage, (form) =>
      page.leave(form, `/acceptances/${form.params.token}`, (opened) => answerByLink(context)(opened, form.body)),
    ),
  ];
};
