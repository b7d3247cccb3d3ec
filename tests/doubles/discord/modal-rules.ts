import type { Problem } from './api-error.ts';
import { type Part, partsOf, textOf } from './message-rules.ts';

const MOST_COMPONENTS = 5;

/** The labelled inputs of a form. */
export function modalInputs(modal: Part): readonly Part[] {
  return partsOf(modal.components).flatMap((part) => partsOf([part.component]));
}

/**
 * The rules for a form that the official description does not state.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
 */
export function modalProblems(modal: Part): readonly Problem[] {
  const inputs = modalInputs(modal);
  const ids = inputs.map((input) => input.custom_id);
  const problems: Problem[] = [];
  if (partsOf(modal.components).length > MOST_COMPONENTS) {
    problems.push(problem('components', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MOST_COMPONENTS}.`));
  }
  if (new Set(ids).size < ids.length) {
    problems.push(problem('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Custom ids must be unique'));
  }
  for (const input of inputs) {
    const options = partsOf(input.options);
    const values = options.map(({ value }) => value);
    const chosen = options.filter((option) => option.default === true).length;
    if (new Set(values).size < values.length) {
      problems.push(
        problem('components', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'Values must be unique'),
      );
    }
    if (chosen > Number(input.max_values ?? 1)) {
      problems.push(problem('components', 'SELECT_COMPONENT_MAX_VALUES_EXCEEDED', 'Too many defaults'));
    }
    if (input.label !== undefined) {
      problems.push(
        problem('components', 'BASE_TYPE_INVALID', 'An input in a label has no label of its own'),
      );
    }
    if (textOf(input.value).length > Number(input.max_length ?? 4000)) {
      problems.push(
        problem('components', 'BASE_TYPE_MAX_LENGTH', 'The value is longer than the input takes'),
      );
    }
  }
  return problems;
}

function problem(field: string, code: string, message: string): Problem {
  return { path: ['data', field], code, message };
}
