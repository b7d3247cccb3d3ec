import { isRecord, type Json, recordsIn, stringOf } from './json.ts';
import { selectsOf } from './methods.ts';
import { submissionPayload, suggestionPayload } from './payloads.ts';
import type { Stage } from './person.ts';
import type { Acknowledgement } from './transport.ts';
import type { User, View } from './world.ts';

/** Slack takes at most 100 options, each with 75 characters of text and 150 of value. */
const OPTIONS = 100;
const OPTION_TEXT = 75;
const OPTION_VALUE = 150;

/** A modal in front of a person. */
export type Modal = {
  readonly title: string;
  /** Types into its external select and yields the labels offered. */
  typesAhead(typed: string): Promise<readonly string[]>;
  /** Chooses an offered label. */
  picks(label: string): void;
  /** Hands it in; a required select left empty is refused as Slack's client does. */
  submits(): Promise<Acknowledgement>;
};

export function createModal(stage: Stage, user: User, view: View): Modal {
  const { world } = stage;
  const found = selectsOf(view.view)[0];
  let offered: readonly { readonly label: string; readonly option: Json }[] = [];
  let chosen: Json | undefined;
  const labelOf = (object: unknown) => (isRecord(object) ? stringOf(object.text) : '');

  function optionsOf(body: Json): readonly { readonly label: string; readonly option: Json }[] {
    const groups = recordsIn(body.option_groups).flatMap((group) => recordsIn(group.options));
    const options = [...recordsIn(body.options), ...groups].map((option) => ({
      label: labelOf(option.text),
      option,
    }));
    if (options.length > OPTIONS) world.violate('block_suggestion', `${options.length} options`);
    for (const { label, option } of options) {
      const value = stringOf(option.value);
      const plain = isRecord(option.text) && option.text.type === 'plain_text';
      if (!plain || label === '' || label.length > OPTION_TEXT)
        world.violate('block_suggestion', `option text ${label}`);
      if (value === '' || value.length > OPTION_VALUE)
        world.violate('block_suggestion', `option value ${value}`);
    }
    const values = new Set(options.map(({ option }) => option.value));
    if (values.size < options.length) world.violate('block_suggestion', 'two options with one value');
    return options;
  }

  return {
    title: labelOf(view.view.title),
    async typesAhead(typed) {
      if (found === undefined) throw new Error('no external select in this modal');
      const least = typeof found.select.min_query_length === 'number' ? found.select.min_query_length : 3;
      if (typed.length < least) return [];
      const payload = suggestionPayload(world, { user, view, ...found, typed });
      offered = optionsOf((await stage.deliver({ type: 'interactive', payload })).body);
      return offered.map(({ label }) => label);
    },
    picks(label) {
      const option = offered.find((entry) => entry.label === label)?.option;
      if (option === undefined) throw new Error(`${label} was not offered`);
      chosen = option;
    },
    async submits() {
      if (found === undefined) throw new Error('no external select in this modal');
      if (chosen === undefined && found.block.optional !== true)
        throw new Error('Slack asks to fill in the field first');
      const values = {
        [stringOf(found.block.block_id)]: {
          [stringOf(found.select.action_id)]: { type: 'external_select', selected_option: chosen ?? null },
        },
      };
      const triggerId = stage.grants.issueTrigger(user.id);
      const payload = submissionPayload(world, { user, view, values, triggerId });
      const acknowledgement = await stage.deliver({ type: 'interactive', payload });
      if (acknowledgement.acknowledged && acknowledgement.body.response_action === undefined)
        view.open = false;
      world.changed();
      return acknowledgement;
    },
  };
}
