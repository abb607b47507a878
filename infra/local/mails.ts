export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly sentAt: string;
}

interface StoredMessage {
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string | null;
  readonly BodyHtml: string | null;
  /** Seconds since 1970 or a date as text: the emulator's services differ. */
  readonly Timestamp: string | number;
}

const instant = (timestamp: string | number): string =>
  new Date(typeof timestamp === 'number' ? timestamp * 1000 : timestamp).toISOString();

/** The mails sent since the emulator's start, newest first, with one entry for each addressee. */
export const mailsOf = async (endpoint: string): Promise<Mail[]> => {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Record<string, readonly StoredMessage[]> };
  return Object.values(messages)
    .flat()
    .flatMap(({ To, Subject, BodyText, BodyHtml, Timestamp }) =>
      To.map((to) => ({ to, subject: Subject, text: BodyText ?? '', html: BodyHtml, sentAt: instant(Timestamp) })),
    )
    .reverse();
};
