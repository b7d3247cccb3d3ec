import { isRecord, type Json, recordsIn, stringOf } from './json.ts';
import { submissionPayload, suggestionPayload } from './payloads.ts';
import type { Stage } from './person.ts';
import type { Acknowledgement } from './transport.ts';
import type { User, View } from './world.ts';

/** Slack takes at most 100 options, each with 75 characters of text and 150 of value. */
const OPTIONS = 100;
const OPTION_TEXT = 75;
const OPTION_VALUE = 150;

/** A modal in front of a person. A field is meant by its label; the first select by none. */
export type Modal = {
  readonly title: string;
  /** What the fields hold now, by their labels: a text, or the label of what is chosen. */
  readonly filled: { readonly [label: string]: string };
  /** What was said of wrong answers when it was last handed in, by the labels of their fields. */
  readonly errors: { readonly [label: string]: string };
  /** All words in it that are not in fields. */
  readonly words: string;
  /** Types into an external select and yields the labels offered. */
  typesAhead(typed: string, field?: string): Promise<readonly string[]>;
  /** Chooses an offered label. */
  picks(label: string, field?: string): void;
  /** Writes into a text field. */
  writes(text: string, field: string): void;
  /** Closes it without handing it in. */
  closes(): void;
  /** Hands it in; a required field left empty is refused as Slack's client does. */
  submits(): Promise<Acknowledgement>;
};

type Input = {
  readonly label: string;
  readonly block: Json;
  readonly element: Json;
  offered: readonly Json[];
  text: string;
  option: Json | undefined;
};

const labelOf = (object: unknown) => (isRecord(object) ? stringOf(object.text) : '');

export function createModal(stage: Stage, user: User, view: View): Modal {
  const { world } = stage;
  let errors: { readonly [label: string]: string } = {};
  const inputs = recordsIn(view.view.blocks).flatMap((block): readonly Input[] => {
    const { element, label } = block;
    if (block.type !== 'input' || !isRecord(element)) return [];
    const option = isRecord(element.initial_option) ? element.initial_option : undefined;
    const offered = recordsIn(element.options);
    const text = stringOf(element.initial_value);
    return [{ label: labelOf(label), block, element, offered, text, option }];
  });

  function find(label: string | undefined, what: (input: Input) => boolean): Input {
    const found = inputs.find((input) => what(input) && (label ?? input.label) === input.label);
    if (found === undefined) throw new Error(`no such field ${label ?? ''} in this modal`);
    return found;
  }
  const isText = ({ element }: Input) => element.type === 'plain_text_input';

  function optionsOf(body: Json): readonly Json[] {
    const groups = recordsIn(body.option_groups).flatMap((group) => recordsIn(group.options));
    const options = [...recordsIn(body.options), ...groups];
    if (options.length > OPTIONS) world.violate('block_suggestion', `${options.length} options`);
    for (const option of options) {
      const label = labelOf(option.text);
      const value = stringOf(option.value);
      const plain = isRecord(option.text) && option.text.type === 'plain_text';
      if (!plain || label === '' || label.length > OPTION_TEXT)
        world.violate('block_suggestion', `option text ${label}`);
      if (value === '' || value.length > OPTION_VALUE)
        world.violate('block_suggestion', `option value ${value}`);
    }
    const values = new Set(options.map(({ value }) => value));
    if (values.size < options.length) world.violate('block_suggestion', 'two options with one value');
    return options;
  }

  function stateOf(input: Input): Json {
    const type = input.element.type;
    return isText(input)
      ? { type, value: input.text === '' ? null : input.text }
      : { type, selected_option: input.option ?? null };
  }

  /** Slack shows each error under the input of its block, and refuses those of other blocks. */
  function readErrors(given: unknown): typeof errors {
    const told = isRecord(given) ? Object.entries(given) : [];
    if (told.length === 0) world.violate('view_submission', 'errors without any');
    return Object.fromEntries(
      told.flatMap(([block, text]) => {
        const input = inputs.find((one) => one.block.block_id === block);
        if (input === undefined || typeof text !== 'string' || text === '')
          world.violate('view_submission', `an error of no input: ${block}`);
        return input === undefined ? [] : [[input.label, stringOf(text)] as const];
      }),
    );
  }

  return {
    title: labelOf(view.view.title),
    get errors() {
      return errors;
    },
    words: recordsIn(view.view.blocks)
      .flatMap((block) => (block.type === 'section' ? labelOf(block.text) : []))
      .join('\n'),
    get filled() {
      return Object.fromEntries(
        inputs.map((input) => [input.label, isText(input) ? input.text : labelOf(input.option?.text)]),
      );
    },
    async typesAhead(typed, field) {
      const input = find(field, ({ element }) => element.type === 'external_select');
      const { min_query_length: minimum } = input.element;
      if (typed.length < (typeof minimum === 'number' ? minimum : 3)) return [];
      const payload = suggestionPayload(world, {
        user,
        view,
        block: input.block,
        select: input.element,
        typed,
      });
      input.offered = optionsOf((await stage.deliver({ type: 'interactive', payload })).body);
      return input.offered.map((option) => labelOf(option.text));
    },
    picks(label, field) {
      const input = find(field, (candidate) => !isText(candidate));
      const option = input.offered.find((candidate) => labelOf(candidate.text) === label);
      if (option === undefined) throw new Error(`${label} was not offered`);
      input.option = option;
    },
    writes(text, field) {
      const input = find(field, isText);
      const { max_length: most } = input.element;
      if (text.length > (typeof most === 'number' ? most : 3_000)) throw new Error('Slack takes no more');
      input.text = text;
    },
    closes() {
      view.open = false;
      world.changed();
    },
    async submits() {
      const empty = inputs.find(
        (input) => input.block.optional !== true && (isText(input) ? input.text === '' : !input.option),
      );
      if (empty !== undefined) throw new Error(`Slack asks to fill in ${empty.label} first`);
      const values = Object.fromEntries(
        inputs.map((input) => [
          stringOf(input.block.block_id),
          { [stringOf(input.element.action_id)]: stateOf(input) },
        ]),
      );
      const triggerId = stage.grants.issueTrigger(user.id);
      const payload = submissionPayload(world, { user, view, values, triggerId });
      const acknowledgement = await stage.deliver({ type: 'interactive', payload });
      const { response_action: action, errors: wrong } = acknowledgement.body;
      if (acknowledgement.acknowledged && action === undefined) view.open = false;
      errors = action === 'errors' ? readErrors(wrong) : {};
      world.changed();
      return acknowledgement;
    },
  };
}
