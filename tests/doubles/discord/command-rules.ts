import type { Problem } from './api-error.ts';
import { type Part, partsOf, textOf } from './message-rules.ts';

const CHAT_INPUT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/**
 * The rules for declared commands that the official description does not state.
 * https://docs.discord.com/developers/interactions/application-commands
 */
export function commandProblems(body: unknown): readonly Problem[] {
  const commands = partsOf(Array.isArray(body) ? body : [body]);
  const isList = Array.isArray(body);
  const problems = commands.flatMap((command, at) => {
    const path = isList ? [String(at)] : [];
    const isChatInput = (command.type ?? 1) === 1;
    return [
      ...(isChatInput ? nameProblems(command, path) : []),
      ...(isChatInput && textOf(command.description) === '' ? [missing([...path, 'description'])] : []),
      ...(!isChatInput && textOf(command.description) !== ''
        ? [problem([...path, 'description'], 'APPLICATION_COMMAND_INVALID_DESCRIPTION', 'Must be empty.')]
        : []),
      ...optionProblems(command, path),
      ...(countCharacters(command) > 8000
        ? [problem(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)')]
        : []),
    ];
  });
  return [...problems, ...duplicateProblems(commands), ...countProblems(commands)];
}

function problem(path: readonly string[], code: string, message: string): Problem {
  return { path, code, message };
}

function missing(path: readonly string[]): Problem {
  return problem(path, 'BASE_TYPE_REQUIRED', 'This field is required');
}

function nameProblems(part: Part, path: readonly string[]): readonly Problem[] {
  const name = textOf(part.name);
  if (CHAT_INPUT_NAME.test(name) && name === name.toLowerCase()) return [];
  return [
    problem(
      [...path, 'name'],
      'APPLICATION_COMMAND_INVALID_NAME',
      'Command name is invalid: it must be lower case, of letters, digits, - _ and apostrophe.',
    ),
  ];
}

function optionProblems(part: Part, path: readonly string[]): readonly Problem[] {
  const options = partsOf(part.options);
  const problems: Problem[] = [];
  let optionalSeen = false;
  const names = new Set<string>();
  const nested = options.filter((option) => option.type === 1 || option.type === 2);
  if (nested.length > 0 && nested.length < options.length) {
    problems.push(
      problem(
        [...path, 'options'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-commands and values cannot be mixed',
      ),
    );
  }
  for (const [at, option] of options.entries()) {
    const here = [...path, 'options', String(at)];
    problems.push(...nameProblems(option, here), ...optionProblems(option, here));
    if (option.required === true && optionalSeen) {
      problems.push(
        problem(
          here,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        ),
      );
    }
    if (option.required !== true) optionalSeen = true;
    const name = textOf(option.name);
    if (names.has(name)) {
      problems.push(
        problem(here, 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE', 'Option names must be unique'),
      );
    }
    names.add(name);
    if (option.autocomplete === true && partsOf(option.choices).length > 0) {
      problems.push(
        problem(
          here,
          'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
          'Cannot have both choices and autocomplete',
        ),
      );
    }
  }
  return problems;
}

function countCharacters(part: Part): number {
  const own = [part.name, part.description, part.value].map((value) => textOf(value).length);
  const nested = [...partsOf(part.options), ...partsOf(part.choices)].map(countCharacters);
  return [...own, ...nested].reduce((a, b) => a + b, 0);
}

function duplicateProblems(commands: readonly Part[]): readonly Problem[] {
  const seen = new Set<string>();
  return commands.flatMap((command, at) => {
    const key = `${command.type ?? 1} ${command.name}`;
    const isDuplicate = seen.has(key);
    seen.add(key);
    const message = 'Application command names must be unique';
    return isDuplicate ? [problem([String(at)], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message)] : [];
  });
}

function countProblems(commands: readonly Part[]): readonly Problem[] {
  const limits = [
    [1, 100],
    [2, 15],
    [3, 15],
  ] as const;
  return limits.flatMap(([type, limit]) =>
    commands.filter((command) => (command.type ?? 1) === type).length > limit
      ? [
          problem(
            [],
            'MAX_APPLICATION_COMMANDS',
            `Maximum number of application commands reached (${limit}).`,
          ),
        ]
      : [],
  );
}
