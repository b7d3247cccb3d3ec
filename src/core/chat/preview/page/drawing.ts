import type { JSX } from 'preact';
import type { Choice } from '../../command.ts';

/** Presses the control of an id on a message; `chosen` is the value of the option chosen. */
export type Act = (control: string, chosen?: string) => void;

/** What may be chosen for what is typed into a control of a form. */
export type Suggest = (control: string, typed: string) => Promise<readonly Choice[]>;

/** How the payloads of a service look. A folder `page` beside the service's other code holds each. */
export type Drawing = {
  /** The platform's. */
  readonly name: string;
  /** How the service says that nobody else sees a message. */
  readonly privately: string;
  /** A message, or a person's own page. */
  readonly Message: (props: { readonly payload: object; readonly act: Act }) => JSX.Element;
  /** The inputs of a form, each under the name of its control. */
  readonly Fields: (props: {
    readonly payload: object;
    readonly problems: Readonly<Record<string, string>>;
    readonly suggest: Suggest;
  }) => JSX.Element;
  readonly titleOf: (form: object) => string;
  readonly submitOf: (form: object) => string;
};
