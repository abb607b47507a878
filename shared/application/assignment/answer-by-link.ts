import type { Asset } from '../../domain/asset/asset.ts';
import type { Assignment } from '../../domain/assignment/assignment.ts';
import { mismatch } from '../../domain/errors.ts';
import { callerOf } from '../../domain/person/person.ts';
import { checkCode, mailCode } from '../mailed-link/codes.ts';
import type { AcceptanceContext, OpenedAcceptance } from './acceptance-context.ts';
import { answerAssignment } from './answer-assignment.ts';
import { readAcceptance } from './read-acceptance.ts';

/** The fields of the holder's form, as the browser sends them. */
export interface AcceptanceForm {
  readonly code: string;
  readonly answer: string;
}

const answers = { accept: 'accepted', decline: 'declined' } as const;
const isAnswer = (answer: string): answer is keyof typeof answers => Object.hasOwn(answers, answer);

/** The asset of an opened link. @throws DomainError why its holder cannot answer */
const openAsset = async (context: AcceptanceContext, opened: OpenedAcceptance): Promise<Asset> => {
  const { asset, closed } = await readAcceptance(context)(opened);
  if (closed) throw closed;
  return asset;
};

/**
 * Mails the holder a code to answer with (P6).
 * @throws DomainError the reason why they cannot answer; the errors of `mailCode`
 */
export const mailAcceptanceCode =
  (context: AcceptanceContext) =>
  async (opened: OpenedAcceptance): Promise<void> => {
    const { name } = await openAsset(context, opened);
    await mailCode(context)(opened, (code) => context.letters.code({ to: opened.person.email, name }, code));
  };

/**
 * Records the answer of the holder from their page (A2). The code proves that the person who answers can read the holder's mail. After
 * that, the answer is handled like one from the API.
 * @throws DomainError the reason why they cannot answer; mismatch `assignment/answer-missing`; the errors of `checkCode` and
 * `answerAssignment`
 */
export const answerByLink =
  (context: AcceptanceContext) =>
  async (opened: OpenedAcceptance, { code, answer }: AcceptanceForm): Promise<Assignment> => {
    await openAsset(context, opened);
    // The answer is checked before the code, so that an incomplete form does not use up an attempt.
    if (!isAnswer(answer)) throw mismatch('assignment/answer-missing', 'choose whether you accept or decline the asset');
    await checkCode(context)(opened, code);
    const { link, person } = opened;
    return answerAssignment(context)(link.asset, link.assignment, answers[answer], callerOf(person));
  };
