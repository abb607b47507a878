import { idOf } from './api.ts';
import { aChange, approvalsApi } from './approvals.ts';
import { aWindow } from './windows.ts';

/** Three changes that await Bob and Cyd, Bob's link to the first of them, and the list that a code opens. */
export const threeRequests = async () => {
  const api = await approvalsApi();
  const { world, post, codeBy, ask } = api;
  const others = ['CHG-000124', 'CHG-000125'].map((number, n) =>
    aChange({ id: idOf(110 + n), number, title: `Change ${number}`, windowId: idOf(120 + n), items: [idOf(150 + n)] }),
  );
  for (const change of others) {
    const { id, windowId, items } = change;
    await world.store.commit([
      ...world.changes.save(change),
      world.windows.save(aWindow({ id: windowId ?? '', change: id, named: items })),
    ]);
  }
  const link = await ask();
  const open = async (path = link) => post(`${path}/requests`, { code: await codeBy(path) });
  return { ...api, link, open, others };
};

/** The hidden fields of the form of a change on the page of all requests, as the browser sends them. */
export const formOf = (body: string, change: string): Record<string, string> => {
  const form = body.split('<form ').find((part) => part.includes(`name="change" value="${change}"`)) ?? '';
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]),
  );
};
