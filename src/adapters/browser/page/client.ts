import type { BoardEvent } from '../board.ts';
import type { Person } from '../places.ts';
import type { Act, ActAnswer, ActName } from '../receive/acts.ts';

/** What the page is told when it begins to follow. */
export type Hello = {
  readonly people: readonly Person[];
  readonly shared: string;
  readonly services: readonly { readonly name: string; readonly title: string; readonly hasHome: boolean }[];
  readonly events: readonly BoardEvent[];
};

const token = new URLSearchParams(location.search).get('token') ?? '';

/** The reader's time zone. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asks the bot to do something; a failure is an answer with words. */
export async function perform<Name extends ActName>(
  name: Name,
  act: Omit<Act<Name>, 'zone'>,
): Promise<ActAnswer> {
  try {
    const response = await fetch(`/act/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-paperboy-token': token },
      body: JSON.stringify({ ...act, zone }),
    });
    return response.ok ? await response.json() : { notice: await response.text() };
  } catch {
    return { notice: 'Paperboy does not answer. Is it still running?' };
  }
}

/** Follows what happens; told anew from the beginning after a loss. `isThere` says whether the bot can be reached. */
export function follow(listener: {
  hello(hello: Hello): void;
  event(event: BoardEvent): void;
  isThere(is: boolean): void;
}) {
  const source = new EventSource(`/events?token=${encodeURIComponent(token)}`);
  source.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.kind === 'hello') listener.hello(told);
    else listener.event(told);
  };
  source.onopen = () => listener.isThere(true);
  source.onerror = () => listener.isThere(false);
  return () => source.close();
}

/** Where the mail is that a message would be. */
export function addressOfMail(message: string, scheme: 'light' | 'dark'): string {
  return `/mail/${message}?scheme=${scheme}&token=${encodeURIComponent(token)}`;
}
