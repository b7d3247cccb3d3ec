import { z } from 'zod';

const id = z.string().min(1).max(200);
const text = z.string().max(8_000);
const who = { service: id, person: id, zone: z.string().max(100).optional() };
const shown = { ...who, message: id };

/** What the page may ask for, by the last part of the address. */
const acts = {
  type: z.object({ ...who, channel: id, text }),
  complete: z.object({ ...who, channel: id, text }),
  press: z.object({ ...shown, control: id, chosen: text.optional() }),
  react: z.object({ ...shown, emoji: z.string().min(1).max(40), added: z.boolean() }),
  home: z.object(who),
  'press-home': z.object({ ...who, control: id, chosen: text.optional() }),
  submit: z.object({ ...who, form: id, texts: z.record(id, text) }),
  suggest: z.object({ ...who, form: id, control: id, text }),
  morning: z.object(who),
  check: z.object({ ...who, kind: z.enum(['message', 'form', 'home']), id: z.string().max(200) }),
};

export type ActName = keyof typeof acts;

/** An act as it was asked for. */
export type Act<Name extends ActName = ActName> = z.output<(typeof acts)[Name]>;

/** What the page is answered: a form to fill in, problems with one, things to choose from, or words to show. */
export type ActAnswer = {
  readonly form?: { readonly id: string; readonly payload: object };
  /** By the controls of the form; it stays open. */
  readonly problems?: Readonly<Record<string, string>>;
  readonly choices?: readonly { readonly label: string; readonly value: string }[];
  readonly faults?: readonly string[];
  /** Said to whoever looks at the window. */
  readonly notice?: string;
};

/** How each act is performed. */
type Performing = { readonly [Name in ActName]: (act: Act<Name>) => Promise<ActAnswer | undefined> };

/** What is to be done about an act of that name; undefined where there is none, or it says nothing sensible. */
export function readAct(
  name: string,
  body: unknown,
  performer: Performing,
): (() => Promise<ActAnswer | undefined>) | undefined {
  return isActName(name) ? prepare(name, body, performer) : undefined;
}

function prepare<Name extends ActName>(name: Name, body: unknown, performer: Performing) {
  const { data } = acts[name].safeParse(body);
  // An act is read by the schema of its own name, which the types of a union do not tell.
  return data === undefined ? undefined : () => performer[name](data as Act<Name>);
}

function isActName(name: string): name is ActName {
  return Object.hasOwn(acts, name);
}
