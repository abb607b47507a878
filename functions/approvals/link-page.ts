import { type DomainError, forbidden } from '../../shared/domain/errors.ts';
import type { Answer, HttpEvent } from '../../shared/http/request.ts';
import { errorAnswer, htmlAnswer, isCrossSite, seeOther } from '../../shared/pages/html-answer.ts';
import { problemPage } from '../../shared/pages/page.ts';

/** A page after something was done or refused: the input of its form, and a message. */
export interface FormState<Form> {
  /** The input of a form that is shown again. */
  readonly typed?: Form;
  /** Why the form is shown again. */
  readonly problem?: DomainError;
  /** What the last request did. */
  readonly done?: string;
}

/** A page to which a mailed link leads. `Opened`: the link with what it needs to be answered. */
interface LinkPageOptions<Opened, Form> {
  /** The heading of pages that show only an error. */
  readonly title: string;
  readonly follow: (token: string) => Promise<Opened>;
  readonly render: (opened: Opened, state: FormState<Form>) => Promise<{ readonly status: number; readonly body: string }>;
}

/** A form that was sent from the page of a token. */
interface SentForm<Form> {
  readonly params: { readonly token: string };
  readonly body: Form;
  readonly headers: HttpEvent['headers'];
}

/**
 * The answers of a page to which a mailed link leads. A GET request changes nothing. If a form has an error, the page is shown again with
 * the error and the input (P5, P6).
 */
export const linkPage = <Opened, Form>({ title, follow, render }: LinkPageOptions<Opened, Form>) => {
  const errorPage = (problem: DomainError): string => problemPage(title, problem);
  const crossSite = () =>
    htmlAnswer(403, errorPage(forbidden('link/cross-site', 'this form was sent from another site; open the link in the mail instead')));

  const submit = async ({ params, body, headers }: SentForm<Form>, act: (opened: Opened) => Promise<Answer>): Promise<Answer> => {
    if (isCrossSite(headers)) return crossSite();
    let opened: Opened | undefined;
    try {
      opened = await follow(params.token);
      return await act(opened);
    } catch (error) {
      const link = opened;
      return errorAnswer(error, async (problem) =>
        link === undefined ? errorPage(problem) : (await render(link, { typed: body, problem })).body,
      );
    }
  };

  return {
    show: async ({ params }: { readonly params: { readonly token: string } }): Promise<Answer> => {
      try {
        const { status, body } = await render(await follow(params.token), {});
        return htmlAnswer(status, body);
      } catch (error) {
        return errorAnswer(error, errorPage);
      }
    },
    /** Does what a form asks for and shows the page again, with its input and what was done. */
    stay: (form: SentForm<Form>, done: string, act: (opened: Opened) => Promise<unknown>): Promise<Answer> =>
      submit(form, async (opened) => {
        await act(opened);
        const { body } = await render(opened, { typed: form.body, done });
        return htmlAnswer(200, body);
      }),
    /** Does what a form asks for and answers with another page. */
    answer: submit,
    /** Does what a form asks for and redirects to the page, so that reloading it does not send the form again. */
    leave: (form: SentForm<Form>, location: string, act: (opened: Opened) => Promise<unknown>): Promise<Answer> =>
      submit(form, async (opened) => {
        await act(opened);
        return seeOther(location);
      }),
  };
};
