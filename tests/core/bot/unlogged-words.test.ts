import Connection from 'better-sqlite3';
import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { findDeclaration, readCommandLine } from '../../../src/core/chat/command-line.ts';
import { sqliteEngine } from '../../../src/core/store/database/sqlite.ts';
import { createFailingStore } from '../failing-store.ts';
import { openTestStore } from '../store/open.ts';
import { only, startTalk } from '../talk.ts';

const secret = 'zebrafinch';

/** Failures that quote what they were asked, as drivers do. */
const failures: readonly (readonly [name: string, failureOf: (given: readonly unknown[]) => unknown])[] = [
  ['a locked database', quoting((text) => new Connection.SqliteError(text, 'SQLITE_BUSY'))],
  ['a full disk', quoting((text) => new Connection.SqliteError(text, 'SQLITE_FULL'))],
  [
    'a failure of the store, caused by one',
    quoting((text) => {
      const cause = new Connection.SqliteError(text, 'SQLITE_FULL');
      return sqliteEngine('/tmp/papers.db').explain(cause)?.failure;
    }),
  ],
  [
    'PostgreSQL with a detail',
    quoting((text) =>
      Object.assign(new DatabaseError(`invalid input syntax: "${text}"`, 200, 'error'), {
        code: '22P02',
        detail: `Key (note)=(${text}) already exists.`,
        constraint: 'saves_key',
      }),
    ),
  ],
  [
    'an error with a stack of its own making',
    quoting((text) => Object.assign(new Error(text), { stack: `Error: other\n    at ${text} (a.js:1:1)` })),
  ],
  ['an error of many lines', quoting((text) => new TypeError(`oh\n    at ${text} (${text}:1:1)\n${text}`))],
  ['what is no error', quoting((text) => text)],
];

function quoting(fail: (text: string) => unknown): (given: readonly unknown[]) => unknown {
  return (given) => fail(`near ${JSON.stringify(given)} ${secret}`);
}

const mail = {
  admit: async () => true,
  sendCode: async () => {
    throw new Error(`550 <${secret}@example.org> is no mailbox`);
  },
};

describe.each(failures)('where the store fails with %s', (_, failureOf) => {
  it('no command, form, completion, view or reaction brings what was typed into the log', async () => {
    const failing = createFailingStore(await openTestStore(), failureOf);
    const talk = await startTalk({ store: failing.store, mail });
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    failing.broken = true;
    for (const { name, verb, argument, options = [] } of talk.bot.commands) {
      const command = [`/${name}`, verb].filter(Boolean).join(' ');
      const choices = options.flatMap((option) => option.choices?.[0] ?? []).map(({ value }) => value);
      const lines = [
        `${command} ${secret}`,
        `${command} 2303.08010 ${secret} ${options.map((one) => `${one.name}:${secret}`).join(' ')}`,
        ...options.map((one) => `${command} 2303.08010 ${one.name}:"${secret} ${secret}"`),
        `${command} ${secret}@example.org weekly 09:00 by:mail ${choices.join(' ')}`,
        `${command} ${secret} weekly 09:00 by:mail address:${secret}@example.org`,
        `${command} 2303.08010 note:${secret} tags:${secret}`,
      ];
      for (const line of lines) {
        await talk.type(line);
        await talk.formOf(line);
        const read = readCommandLine(line, talk.bot.commands);
        if (argument !== undefined || findDeclaration(read, talk.bot.commands) !== undefined)
          await talk.bot.suggest(read, 5, options[0]?.name);
      }
    }
    await talk.type(`/papers ${secret} ${secret}`);
    await talk.react('🔖', message);
    expect(talk.logged.length).toBeGreaterThan(20);
    expect(talk.logged.filter((line) => line.includes(secret))).toEqual([]);
  });

  it('the person and the log have one number, and the log the name of the command', async () => {
    const failing = createFailingStore(await openTestStore(), failureOf);
    const talk = await startTalk({ store: failing.store });
    failing.broken = true;
    const { footer } = only(await talk.type(`/papers note 2303.08010 note:${secret}`));
    const incident = /\b\d{6}\b/u.exec(footer ?? '')?.[0];
    expect(incident).toBeDefined();
    const line = talk.logged.find((one) => one.includes(String(incident)));
    expect(line).toContain(`Incident ${incident}: /papers note failed: `);
  });
});
