import { afterEach, describe, expect, it } from 'vitest';
import { introducePaper } from '../../../src/core/cards/single-paper.ts';
import type { Adding } from '../../../src/core/commands/adding/paper-adder.ts';
import { samplePaper } from '../../core/search/sample-papers.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import type { Message } from '../../doubles/slack/world.ts';
import { type Lab, type LabOptions, startLab } from './lab.ts';
import { createProbeBot } from './probe-bot.ts';

const KNOWN = 'https://arxiv.org/abs/2303.08010';
const NEW = 'https://arxiv.org/abs/2401.00001';
const TITLE = 'Window-Based Early-Exit Cascades for Uncertainty Estimation';

let lab: Lab;
const open = async (options: LabOptions = {}) => {
  lab = await startLab(options);
};
const addingBy = (find: Adding['lookUp']['find']): Adding => ({
  lookUp: { find },
  whoMayAdd: 'everybody',
  refresh: async () => {},
});
const unfurls = () => lab.slack.calls.filter(({ method }) => method === 'chat.unfurl');
const posts = async (
  text: string,
  where = 'papers',
  who: Parameters<Lab['slack']['person']>[0] = 'U01ALICE',
) => {
  await lab.slack.person(who).types(text, lab.slack.channel(where));
  const message = lab.slack.world.messages.findLast(({ user, via }) => user === who && via === 'person');
  if (message === undefined) throw new Error('nothing was posted');
  return message;
};
/** What stands under the links of a message once the app has put it there. */
const cardsOf = async (message: Pick<Message, 'unfurls'>) => {
  await lab.slack.world.until(() => message.unfurls.size > 0, 'a card');
  return [...message.unfurls.values()].map((blocks) => plainTextOf({ text: '', blocks }));
};
/** Once all that was told before has been taken. */
const settled = () =>
  lab.slack
    .person('U02BOB')
    .types('/papers help', lab.slack.channel('random'))
    .then(() => lab.answer('random'));

afterEach(async () => {
  await lab.stop();
});

describe('a link to a paper', () => {
  it.each(['socket', 'http'] as const)('becomes its card, over %s', async (mode) => {
    await open({ mode });
    const message = await posts(`have you read ${KNOWN}?`);
    const [card] = await cardsOf(message);
    expect(card).toBe(
      `${TITLE}\nICCV 2023 · Guoxuan Xia, Christos-Savvas Bouganis\nDeep ensembles improve the uncertainty estimates of deep learning.\n`,
    );
    expect(lab.slack.world.violations).toEqual([]);
    expect(lab.slack.world.pings).toEqual([]);
  });

  it('saves the paper for whoever presses the button, who alone hears of it', async () => {
    await open();
    const message = await posts(KNOWN, 'secret');
    await cardsOf(message);
    const bob = lab.slack.person('U02BOB');
    const saver = await lab.changing(() => bob.presses('Save', message));
    expect(saver).toBe(bob.id);
    const answer = await lab.answer('secret');
    expect([answer.onlyFor, plainTextOf(answer)]).toEqual([bob.id, expect.stringContaining('Saved')]);
  });

  it('is answered privately in a direct conversation of two people too', async () => {
    await open();
    const direct = {
      id: 'D9',
      name: 'directmessage',
      kind: 'im',
      members: new Set(['U01ALICE', 'U02BOB']),
    } as const;
    lab.slack.world.channels.set(direct.id, direct);
    await lab.slack.person('U01ALICE').types(KNOWN, direct);
    const [message] = lab.slack.world.messages;
    if (message === undefined) throw new Error('nothing was posted');
    await cardsOf(message);
    await lab.slack.person('U02BOB').presses('Save', message);
    const answer = await lab.slack.world.until(() => lab.slack.world.messages[1], 'an answer');
    expect(answer.onlyFor).toBe('U02BOB');
    expect(lab.slack.world.violations).toEqual([]);
  });

  it('has one card where it stands twice in a message, or leads to the same paper by another way', async () => {
    await open();
    const message = await posts(`${KNOWN} ${KNOWN} https://www.arxiv.org/pdf/2303.08010v2?a=1&b=2`);
    expect(await cardsOf(message)).toHaveLength(1);
    const other = await posts(
      'https://huggingface.co/papers/2303.08010?a=1&b=2 https://dx.doi.org/10.1000/XYZ',
    );
    expect((await cardsOf(other)).map((card) => card.split('\n')[0])).toEqual([
      TITLE,
      'Attention on Long Sequences',
    ]);
    expect(lab.slack.world.violations).toEqual([]);
  });

  it('is given once however often Slack tells of it, and again for another message', async () => {
    await open();
    const first = await posts(KNOWN);
    await cardsOf(first);
    for (let times = 0; times < 3; times += 1) await lab.slack.redeliver('events_api');
    await cardsOf(await posts(KNOWN));
    expect(unfurls()).toHaveLength(2);
  });

  it('is given where the bot is not, to a stranger of another workspace, and in the composer', async () => {
    await open();
    await cardsOf(await posts(KNOWN, 'random'));
    lab.slack.channel('secret').members.add('U05STRANGER');
    const theirs = await posts(KNOWN, 'secret', 'U05STRANGER');
    await cardsOf(theirs);
    await lab.changing(() => lab.slack.person('U05STRANGER').presses('Save', theirs));
    await cardsOf(await lab.slack.person('U02BOB').composes(`look: ${KNOWN}`));
    expect(lab.slack.world.violations).toEqual([]);
  });

  it('stays as it is where it names no paper, or Slack sends none of its domain', async () => {
    await open();
    const text =
      'https://arxiv.org/list/cs.LG/recent https://huggingface.co/models https://example.org/2303.08010';
    const message = await posts(`${text} https://arxiv.org/abs/9999.99999`);
    await settled();
    expect([message.unfurls.size, unfurls()]).toEqual([0, []]);
  });

  it('says no more in the direct conversation with the bot, where it is a search', async () => {
    await open();
    const direct = lab.slack.world.directChannel('U01ALICE');
    await lab.slack.person('U01ALICE').types(KNOWN, direct);
    await lab.slack.world.until(() => lab.slack.person('U01ALICE').reads(direct)[0], 'an answer');
    await settled();
    expect(unfurls()).toEqual([]);
  });

  it('shows hostile text as it is, without pings, addresses or mark-up', async () => {
    const title = '<!channel> *Attention* @here see https://evil.example :bomb: `code` & <@U02BOB>';
    const hostile = samplePaper({ id: 'arxiv:2401.00001', title, abstract: `_${'ab & <'.repeat(2_000)}` });
    await open({ adding: addingBy(async () => ({ key: 'a', paper: hostile })) });
    const [card] = await cardsOf(await posts(NEW));
    expect(card).toContain('*Attention*');
    expect(card?.split('\n')[0]).toContain('<!channel>');
    expect([lab.slack.world.pings, lab.slack.world.violations]).toEqual([[], []]);
  });

  it('is looked up where the paper is not known yet, and left as it is where that fails', async () => {
    const asked: string[] = [];
    const paper = samplePaper({
      id: 'arxiv:2401.00001',
      title: 'A New Paper',
      gist: 'It is new.',
      abstract: '',
    });
    await open({
      adding: addingBy(async (id) => {
        asked.push(id);
        if (id.includes('10.9')) throw new Error('the service is away');
        return id === paper.id ? { key: id, paper } : undefined;
      }),
    });
    const message = await posts(`https://doi.org/10.9999/away ${NEW} https://doi.org/10.1234/nothing`);
    expect(await cardsOf(message)).toEqual(['A New Paper\nIt is new.\n']);
    expect(asked).toEqual(['doi:10.9999/away', 'arxiv:2401.00001', 'doi:10.1234/nothing']);
    await lab.changing(() => lab.slack.person('U02BOB').presses('Save', message));
    const answer = await lab.answer('papers');
    expect(plainTextOf(answer)).toMatch(/Saved.*A New Paper/su);
    expect(lab.logged.filter((line) => /^(?:error|warn)/u.test(line))).toEqual([]);
  });

  it('brings no unknown paper here for somebody of another workspace who presses the button', async () => {
    const paper = samplePaper({ id: 'arxiv:2401.00001', title: 'A New Paper' });
    await open({ adding: addingBy(async (id) => ({ key: id, paper })) });
    lab.slack.channel('papers').members.add('U05STRANGER');
    const message = await posts(NEW, 'papers', 'U05STRANGER');
    await cardsOf(message);
    await lab.slack.person('U05STRANGER').presses('Save', message);
    expect(plainTextOf(await lab.answer('papers'))).not.toContain('Saved');
    await lab.changing(() => lab.slack.person('U02BOB').presses('Save', message));
  });

  it.each([
    [5, '"& '],
    [5, 'a '],
    [3, '"'],
  ])(
    'has a card on the first %i papers of a message, as many as fit together where their texts are %s',
    async (count, piece) => {
      const long = piece.repeat(3_000);
      await open({
        bot: createProbeBot({
          commands: [],
          introduceLinked: async (addresses) =>
            new Map(
              addresses.map((address) => [
                address,
                introducePaper(
                  samplePaper({
                    id: `arxiv:${address.slice(-10)}`,
                    title: long,
                    gist: long,
                    authors: [long],
                  }),
                ),
              ]),
            ),
        }),
      });
      const seven = [1, 2, 3, 4, 5, 6, 7].map((number) => `https://arxiv.org/abs/2401.0000${number}`);
      const message = await posts(seven.join(' '));
      await cardsOf(message);
      expect([...message.unfurls.keys()]).toEqual(seven.slice(0, count));
      expect(lab.slack.world.violations).toEqual([]);
    },
  );

  it('is ignored where the setting says so, and no scope is missed then', async () => {
    await open({ unfurl: false, idle: true });
    const { credentials } = lab.slack;
    credentials.scopes = credentials.scopes.filter((scope) => scope !== 'links:write');
    await lab.platform.start(lab.bot);
    expect(lab.logged.filter((line) => line.startsWith('warn'))).toEqual([]);
    await posts(KNOWN);
    await settled();
    expect(unfurls()).toEqual([]);
  });

  it('costs one line in the log where an app from before lacks the scopes, and nothing else', async () => {
    await open({ idle: true });
    const { credentials } = lab.slack;
    credentials.scopes = credentials.scopes.filter((scope) => !scope.startsWith('links:'));
    await lab.platform.start(lab.bot);
    const message = await posts(KNOWN);
    await settled();
    expect(message.unfurls.size).toBe(0);
    expect(lab.logged.filter((line) => /^(?:error|warn)/u.test(line))).toEqual([
      expect.stringMatching(
        /^warn .*the scopes links:read and links:write, links to papers are not turned into cards/u,
      ),
    ]);
  });

  it('is told of once in the log where Slack refuses the card, and never where the message is gone', async () => {
    await open();
    for (const error of ['cannot_find_message', 'missing_scope', 'missing_scope'])
      lab.slack.faults.inject('chat.unfurl', { kind: 'error', error });
    for (let times = 1; times <= 3; times += 1) {
      await posts(KNOWN);
      await lab.slack.world.until(() => unfurls().length === times, 'a refusal');
    }
    await cardsOf(await posts(KNOWN));
    expect(lab.logged.filter((line) => /^(?:error|warn)/u.test(line))).toEqual([
      expect.stringMatching(/^warn Slack: .*missing_scope/u),
    ]);
    expect(lab.ended).toEqual([]);
  });

  it('is not taken for a message of the bot’s: a bookmark on it saves nothing', async () => {
    await open();
    const message = await posts(KNOWN);
    await cardsOf(message);
    const changes: unknown[] = [];
    lab.bot.onChange((change) => changes.push(change));
    await lab.slack.person('U02BOB').reacts('bookmark', message);
    await settled();
    expect(changes).toEqual([]);
  });
});
