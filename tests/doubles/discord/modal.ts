import { type Part, partsOf, textOf } from './message-rules.ts';
import { modalInputs } from './modal-rules.ts';

/** What a client hands in of a form; throws where it would not let a person do so. */
export function fillIn(modal: Part, answers: Readonly<Record<string, string>>): readonly Part[] {
  const inputs = modalInputs(modal);
  for (const name of Object.keys(answers)) {
    if (!inputs.some((input) => input.custom_id === name))
      throw new Error(`The form does not ask for ${name}.`);
  }
  return inputs.map((input, at) => ({
    type: 18,
    id: at * 2 + 1,
    component: { id: at * 2 + 2, ...answerTo(input, answers[textOf(input.custom_id)]) },
  }));
}

function answerTo(input: Part, answer: string | undefined): Part {
  const { type, custom_id } = input;
  if (type === 4) {
    const value = answer ?? textOf(input.value);
    if (value === '' && input.required !== false) throw new Error(`The form wants ${custom_id}.`);
    if (value.length > Number(input.max_length ?? 4000)) throw new Error(`${custom_id} is too long.`);
    if (input.style !== 2 && value.includes('\n')) throw new Error(`${custom_id} takes one line.`);
    return { type, custom_id, value };
  }
  const options = partsOf(input.options);
  const shown = options.filter((option) => option.default === true).map(({ value }) => value);
  const values = answer === undefined ? shown : answer === '' ? [] : [answer];
  if (values.some((value) => !options.some((option) => option.value === value))) {
    throw new Error(`${custom_id} cannot be ${answer}.`);
  }
  if (values.length === 0 && input.required !== false) throw new Error(`The form wants ${custom_id}.`);
  return { type, custom_id, values };
}
