import type { HandOut } from '../hand-out.ts';
import type { Mail } from '../mails.ts';
import { eventually, explain, StoryFailed, tell } from './narrator.ts';

/** Waits for a mail to this address whose subject matches. */
export const mailTo = (local: HandOut, to: string, subject: RegExp): Promise<Mail> =>
  eventually(
    { what: `the mail "${subject.source}" to ${to}`, seconds: 30, see: `${local.mailUrl} and .quiesce/ministack.log` },
    async () => {
      const mails = (await (await fetch(local.mailUrl)).json()) as readonly Mail[];
      return mails.find((mail) => mail.to === to && subject.test(mail.subject));
    },
  );

/** The hidden fields of the page's form. */
const hiddenFields = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]));

const post = (url: string, fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

const failWith = async (what: string, answer: Response): Promise<never> => {
  const page = await answer.text();
  const [, message = page.slice(0, 300)] = /role="alert">([^<]*)/.exec(page) ?? [];
  throw new StoryFailed(`${what} was answered ${answer.status}: ${message}`);
};

const openPage = async (link: string): Promise<string> => {
  const answer = await fetch(link);
  return answer.status === 200 ? answer.text() : failWith(`the approver's page`, answer);
};

/** Approves as an approver does with the mailed link: opens the page, requests a code by mail, and decides with it. */
export const approveByLink = async (local: HandOut, number: string): Promise<void> => {
  const { email } = local.people.approver;
  const request = await mailTo(local, email, new RegExp(`^Your decision, please: ${number}\\b`));
  const [link] = /^https?:\/\/\S+\/approvals\/\S+$/m.exec(request.text) ?? [];
  if (!link) throw new StoryFailed(`the mail "${request.subject}" has no link. See: ${local.mailUrl}`);
  tell(`${email} got a mail: "${request.subject}"`);

  const page = await openPage(link);
  explain(
    'the link opens a page with the change, the items in its scope, and the alerts that would be suppressed. Opening it decides nothing.',
  );

  const hidden = hiddenFields(page);
  const codeAnswer = await post(`${link}/code`, hidden);
  if (codeAnswer.status !== 200) await failWith('the request for a code', codeAnswer);
  const codeMail = await mailTo(local, email, new RegExp(`^\\d{6} is your code for ${number}\\b`));
  const code = codeMail.subject.slice(0, 6);
  tell(`a six-digit code is mailed: "${codeMail.subject}"`);

  const decision = await post(`${link}/decision`, { ...hidden, code, decision: 'approve', reason: 'tested on staging' });
  if (decision.status !== 303) await failWith('the decision', decision);
  tell('the approver approves with the code; reason: "tested on staging"');
  explain(`See what the page says now: ${link}`);
};
