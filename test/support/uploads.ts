import type { callerAt } from './http-caller.ts';
import { eventually } from './poll.ts';

type Caller = ReturnType<typeof callerAt>;

const ofOk = async (answer: ReturnType<Caller['get']>) => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

/** Uploads a file with the form of an import, as a browser does. */
const upload = async ({ url, fields }: { url: string; fields: Record<string, string> }, file: string | Buffer): Promise<void> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(Buffer.from(file))]), 'file.csv');
  const answer = await fetch(url, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`the upload was refused: ${answer.status} ${await answer.text()}`);
};

/** Reads an import or export until it is over. */
const over = (who: Caller, path: string, within: number) =>
  eventually(
    async () => {
      const body = await ofOk(who.get(path));
      if (body.status !== 'done' && body.status !== 'failed') throw new Error(`it is not over yet: ${JSON.stringify(body)}`);
      return body;
    },
    { within, every: 250 },
  );

/** Imports a file through the deployed stack, to its end. */
export const importThrough = async (who: Caller, file: string | Buffer, draft: object = {}, within = 60_000) => {
  const { id, upload: form } = await ofOk(who.post('/v1/imports', { kind: 'assets', format: 'csv', ...draft }));
  await upload(form, file);
  return over(who, `/v1/imports/${id}`, within);
};

/** Exports through the deployed stack. @returns the file */
export const exportThrough = async (who: Caller, draft: object = {}): Promise<string> => {
  const { id } = await ofOk(who.post('/v1/exports', { kind: 'assets', format: 'csv', ...draft }));
  const { url } = await over(who, `/v1/exports/${id}`, 60_000);
  return (await fetch(url)).text();
};
