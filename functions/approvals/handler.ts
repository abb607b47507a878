import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { approvalLinkRepository } from '../../shared/data/approval/approval-link-repository.ts';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { acceptanceLinkRepository } from '../../shared/data/assignment/acceptance-link-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { approvalsFunction } from '../../shared/functions/areas.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { sesMailer } from '../../shared/mail/ses-mailer.ts';
import { pathErrorPage } from '../../shared/pages/path-error-page.ts';
import { changeRepositories } from '../../shared/runtime/change-repositories.ts';
import { type HttpContext, httpFunction } from '../../shared/runtime/http-function.ts';
import { approvalsEndpoints } from './endpoints.ts';

interface ApprovalsEnvironment {
  readonly MAIL_FROM: string;
  readonly MAIL_CONFIGURATION_SET: string;
  readonly PUBLIC_URL: string;
}

const endpointsOf = (frame: HttpContext, env: ApprovalsEnvironment) => {
  const { records } = frame;
  const context = { ...frame, ...changeRepositories(records) };
  return approvalsEndpoints({
    ...context,
    names: nameRepository(records),
    items: itemRepository(records),
    assets: assetRepository(records),
    assignments: assignmentRepository(records),
    links: approvalLinkRepository(records),
    acceptances: acceptanceLinkRepository(records),
    mailer: sesMailer({ from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET }),
    letters: lettersFrom(env.PUBLIC_URL),
    decide: decideOnChange(context),
  });
};

export const handler = httpFunction(approvalsFunction, endpointsOf, { errorPage: pathErrorPage });
