import { setTimeout as pause } from 'node:timers/promises';
import type { CallResult } from '../../shared/contracts/client.ts';
import type { Contract } from '../../shared/contracts/contract.ts';

/** The body of a successful call. Retries while the stack is still starting (503). @throws Error with the problem document of a refusal */
export const callOrThrow = async <C extends Contract>(
  call: () => Promise<CallResult<C>>,
): Promise<Extract<CallResult<C>, { ok: true }>['body']> => {
  let answer = await call();
  for (let tries = 0; answer.status === 503 && tries < 5; tries++) {
    await pause(500);
    answer = await call();
  }
  if (answer.ok) return answer.body;
  throw new Error(`the local stack answered ${answer.status}: ${JSON.stringify(answer.body)}`);
};

/** All items of a paged list. */
export const listAll = async <Entity>(
  page: (cursor: string | undefined) => Promise<{ items: Entity[]; nextCursor?: string | undefined }>,
): Promise<Entity[]> => {
  const all: Entity[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    all.push(...items);
    cursor = nextCursor;
  } while (cursor);
  return all;
};
