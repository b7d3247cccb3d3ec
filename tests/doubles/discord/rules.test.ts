import { describe, expect, test } from 'vitest';
import { requestProblems } from './request-rules.ts';
import { findRoute, type Route } from './schema.ts';

function routeOf(method: string, path: string): Route {
  const route = findRoute(method, path);
  if (!route) throw new Error(`Discord has no ${method} ${path}.`);
  return route;
}

const message = routeOf('POST', '/channels/1/messages');
const callback = routeOf('POST', '/interactions/1/token/callback');
const commands = routeOf('PUT', '/applications/1/commands');

const problems = (route: Route, body: unknown) =>
  requestProblems(route, body, false).map(({ path, code }) => `${path.join('.')} ${code}`);

const button = (id: string, more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id: id,
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });
const V2 = 32_768;

describe('a message', () => {
  test.each<[string, object]>([
    [
      'with text, an embed and buttons',
      { content: 'x', embeds: [{ title: 't' }], components: [row(button('a'))] },
    ],
    ['of components', { flags: V2, components: [{ type: 17, components: [text('x'), row(button('a'))] }] }],
    [
      'as discord.js sends it',
      { content: 'x', tts: false, nonce: '1', enforce_nonce: false, allowed_mentions: { parse: [] } },
    ],
  ])('%s is taken', (_, body) => {
    expect(problems(message, body)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['2001 characters', { content: 'x'.repeat(2_001) }, 'content BASE_TYPE_MAX_LENGTH'],
    [
      'embeds of 6001 characters',
      { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3_001) })) },
      'embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a title of 257', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
    [
      'eleven embeds',
      { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) },
      'embeds BASE_TYPE_MAX_LENGTH',
    ],
    [
      'six buttons in a row',
      { content: 'x', components: [row(...[1, 2, 3, 4, 5, 6].map((id) => button(`${id}`)))] },
      'components.0.components BASE_TYPE_MAX_LENGTH',
    ],
    [
      'six rows',
      { content: 'x', components: [1, 2, 3, 4, 5, 6].map((id) => row(button(`${id}`))) },
      'components BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a custom id twice',
      { content: 'x', components: [row(button('a'), button('a'))] },
      'components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a custom id of 101',
      { content: 'x', components: [row(button('x'.repeat(101)))] },
      'components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a label of 81',
      { content: 'x', components: [row(button('a', { label: 'x'.repeat(81) }))] },
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a button without label',
      { content: 'x', components: [row({ type: 2, style: 1, custom_id: 'a' })] },
      'components.0.components.0.label BASE_TYPE_REQUIRED',
    ],
    [
      'a link button without address',
      { content: 'x', components: [row({ type: 2, style: 5, label: 'x' })] },
      'components.0.components.0.url BASE_TYPE_REQUIRED',
    ],
    ['new components without the flag', { components: [text('x')] }, 'components.0.type UNION_TYPE_CHOICES'],
    [
      'text beside new components',
      { flags: V2, content: 'x', components: [text('x')] },
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      '41 components',
      { flags: V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => text('x')) }] },
      'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '4001 characters in components',
      { flags: V2, components: [text('x'.repeat(2_001)), text('x'.repeat(2_000))] },
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['an empty text', { flags: V2, components: [text('')] }, 'components.0.content BASE_TYPE_MIN_LENGTH'],
    ['an unknown field', { content: 'x', colour: 1 }, 'colour UNKNOWN_FIELD'],
    ['a wrong type', { content: 7 }, 'content BASE_TYPE_BAD_TYPE'],
    [
      'wrong mentions',
      { content: 'x', allowed_mentions: { parse: ['all'] } },
      'allowed_mentions.parse.0 BASE_TYPE_CHOICES',
    ],
  ])('with %s is refused', (_, body, problem) => {
    expect(problems(message, body)).toContain(problem);
  });
});

describe('an answer to an interaction', () => {
  test.each<[string, object]>([
    ['a message', { type: 4, data: { content: 'x', flags: 64 } }],
    ['a deferral', { type: 5, data: { flags: 64 } }],
    ['a deferred update', { type: 6 }],
    ['an update', { type: 7, data: { content: 'x' } }],
    ['choices', { type: 8, data: { choices: [{ name: 'a', value: 'a' }] } }],
  ])('of %s is taken', (_, body) => {
    expect(problems(callback, body)).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      '26 choices',
      { type: 8, data: { choices: Array.from({ length: 26 }, (_, at) => ({ name: `${at}`, value: 'a' })) } },
      'data.choices BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a choice of 101',
      { type: 8, data: { choices: [{ name: 'x'.repeat(101), value: 'a' }] } },
      'data.choices.0.name BASE_TYPE_MAX_LENGTH',
    ],
    ['an unknown type', { type: 44 }, 'type BASE_TYPE_CHOICES'],
    [
      'too long a text',
      { type: 4, data: { content: 'x'.repeat(2_001) } },
      'data.content BASE_TYPE_MAX_LENGTH',
    ],
  ])('with %s is refused', (_, body, problem) => {
    expect(problems(callback, body)).toContain(problem);
  });
});

describe('declared commands', () => {
  const option = (more: object) => ({ type: 3, name: 'query', description: 'Words', ...more });
  const command = (more: object) => [{ name: 'paper', description: 'Search', ...more }];

  test('with sub-commands and completion are taken', () => {
    const sub = {
      type: 1,
      name: 'show',
      description: 'Show',
      options: [option({ required: true, autocomplete: true })],
    };
    expect(
      problems(commands, [...command({ options: [sub] }), { name: 'Find this paper', type: 3 }]),
    ).toEqual([]);
  });

  test.each<[string, object[], string]>([
    ['a capital', command({ name: 'Paper' }), '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', [{ name: 'paper' }], '0.description BASE_TYPE_REQUIRED'],
    ['a description of 101', command({ description: 'x'.repeat(101) }), '0.description BASE_TYPE_MAX_LENGTH'],
    [
      'an option without description',
      command({ options: [{ type: 3, name: 'query' }] }),
      '0.options.0.description BASE_TYPE_REQUIRED',
    ],
    [
      'required after optional',
      command({ options: [option({}), option({ name: 'b', required: true })] }),
      '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'the same option twice',
      command({ options: [option({}), option({})] }),
      '0.options.1 APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE',
    ],
    ['the same name twice', [...command({}), ...command({})], '1 APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      'a described message command',
      [{ name: 'Find', type: 3, description: 'x' }],
      '0.description APPLICATION_COMMAND_INVALID_DESCRIPTION',
    ],
    [
      '9000 characters',
      command({
        options: Array.from({ length: 25 }, (_, at) => ({
          type: 1,
          name: `a${at}`,
          description: 'x'.repeat(100),
          options: [1, 2, 3].map((n) => option({ name: `b${n}`, description: 'x'.repeat(100) })),
        })),
      }),
      '0 APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('with %s are refused', (_, body, problem) => {
    expect(problems(commands, body)).toContain(problem);
  });
});
