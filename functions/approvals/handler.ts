import { decideOnChange } from '../../shared/application/approval/decide-on-change.ts';
import { ApprovalsEnv } from '../../shared/env/function-env.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { sesMailer } from '../../shared/mail/ses-mailer.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { approvalsEndpoints } from './endpoints.ts';

export const handler = httpFunction(ApprovalsEnv, (world, env) =>
  approvalsEndpoints({
    ...world,
    mailer: sesMailer({ from: env.MAIL_FROM }),
    letters: lettersFrom(env.PUBLIC_URL),
    decide: decideOnChange(world),
  }),
);
