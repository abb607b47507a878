import type { HandOut } from '../hand-out.ts';
import type { Mail } from '../mails.ts';
import { eventually, explain, StoryFailed, tell } from './narrator.ts';

/** Waits for a mail to somebody whose subject fits. */
export const mailTo = (local: HandOut, to: string, subject: RegExp): Promise<Mail> =>
  eventually(
    { what: `the mail "${subject.source}" to ${to}`, seconds: 30, look: `${local.mailUrl} and .quiesce/ministack.log` },
    async () => {
      const mails = (await (await fetch(local.mailUrl)).json()) as readonly Mail[];
      return mails.find((mail) => mail.to === to && subject.test(mail.subject));
    },
  );

/** What the page's form sends along unseen. */
const hiddenFields = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]));

const post = (url: string, fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

const refuse = async (what: string, answer: Response): Promise<never> => {
  const page = await answer.text();
  const [, said = page.slice(0, 300)] = /role="alert">([^<]*)/.exec(page) ?? [];
  throw new StoryFailed(`${what} was answered ${answer.status}: ${said}`);
};

const openPage = async (link: string): Promise<string> => {
  const answer = await fetch(link);
  return answer.status === 200 ? answer.text() : refuse(`the approver's page`, answer);
};

/** What an approver does with the mailed link: reads the page, has a code mailed, and decides with it. */
export const approveByLink = async (local: HandOut, number: string): Promise<void> => {
  const { email } = local.people.approver;
  const asked = await mailTo(local, email, new RegExp(`^Your decision, please: ${number}\\b`));
  const [link] = /^https?:\/\/\S+\/approvals\/\S+$/m.exec(asked.text) ?? [];
  if (!link) throw new StoryFailed(`the mail "${asked.subject}" has no link. Look at: ${local.mailUrl}`);
  tell(`${email} got a mail: "${asked.subject}"`);

  const page = await openPage(link);
  explain('the approver opens its link: a page with the change, what it touches, and what would be quiet. Opening it decides nothing.');

  const hidden = hiddenFields(page);
  const codeAsked = await post(`${link}/code`, hidden);
  if (codeAsked.status !== 200) await refuse('asking for a code', codeAsked);
  const coded = await mailTo(local, email, new RegExp(`^\\d{6} is your code for ${number}\\b`));
  const code = coded.subject.slice(0, 6);
  tell(`a code of six digits is mailed: "${coded.subject}"`);

  const decided = await post(`${link}/decision`, { ...hidden, code, decision: 'approve', reason: 'tested on staging' });
  if (decided.status !== 303) await refuse('the decision', decided);
  tell('approved with the code, "tested on staging"');
  explain(`Look at what the page says now: ${link}`);
};
