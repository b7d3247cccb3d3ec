import { test as base, describe, expect, vi } from 'vitest';
import { INCIDENT, pageOf, type Stage, setStage, shownText } from './stage.ts';

/** Every test has a stage of its own, with a bot on it that has answered quickly before, so that they wait side by side. */
const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names it is to provide from the pattern
  stage: async ({}, use) => {
    const stage = await setStage();
    await stage.start();
    const { double, alice, channel } = stage;
    for (const verb of ['similar', 'share']) {
      const asked = alice.types(channel, 'papers', { verb, options: { paper: '1' } });
      const { id } = await double.answered(asked);
      expect(asked.acknowledgement?.type).toBe(5);
      double.state.messages.delete(id);
    }
    await use(stage);
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  },
});

const similar = ({ alice, channel }: Stage) =>
  alice.types(channel, 'papers', { verb: 'similar', options: { paper: '1' } });

/** The requests about an interaction. */
const requests = ({ double }: Stage) =>
  double.exchanges
    .filter(({ request }) => /interactions|webhooks/u.test(request))
    .slice(4)
    .map(({ request }) => request.replace(/\/.*(?=\/callback|\/messages)|\/webhooks\/.*/u, ''));

/** Lets the bot work until it is told to answer. */
function holdAnswers(stage: Stage): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  stage.answer = async ({ line, reply }) => {
    await held;
    return await reply([pageOf(line)]);
  };
  return release;
}

describe.concurrent('a command that may run before it is acknowledged', () => {
  test('is answered by one request where its answer is there at once', async ({ stage }) => {
    const asked = similar(stage);
    const answer = await stage.double.answered(asked);
    expect(shownText(answer)).toContain('12 papers');
    expect(asked.acknowledgement?.type).toBe(4);
    expect(requests(stage)).toEqual(['POST /callback']);
    expect(stage.bob.sees(stage.channel)).toEqual([]);
  });

  test('shows all its messages, to those who may see them, and tells which they are', async ({ stage }) => {
    const { double, alice, bob, channel } = stage;
    const posted: unknown[] = [];
    stage.answer = async ({ reply }) => {
      posted.push(...(await reply([{ title: 'One' }, { title: 'Two' }])));
    };
    alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } });
    await double.until('both', () => posted.length === 2);
    expect(bob.sees(channel).map(shownText)).toEqual(['### One', '### Two']);
    expect(posted).toEqual(
      bob
        .sees(channel)
        .map(({ id }) => expect.objectContaining({ message: expect.objectContaining({ id }) })),
    );
  });

  test('carries a file, and takes the place of a message where its button does', async ({ stage }) => {
    const { double, alice, channel } = stage;
    const file = { name: 'papers.bib', type: 'application/x-bibtex', content: '@misc{a}' };
    const again = { name: 'papers', verb: 'similar', text: '2' };
    const buttons = [{ label: 'Again', command: again, replaces: true as const }];
    stage.answer = ({ line, reply }) =>
      reply([{ title: line.text, ...(line.text === '1' ? { file, buttons } : {}) }]);
    const answer = await double.answered(similar(stage));
    expect(alice.opens(answer, 'papers.bib')).toBe('@misc{a}');
    const pressed = alice.presses(answer, 'Again');
    await double.answered(pressed);
    expect(pressed.acknowledgement?.type).toBe(7);
    expect(alice.sees(channel).map(shownText)).toEqual(['### 2']);
    expect(alice.sees(channel)[0]?.attachments).toEqual([]);
  });

  test('whose answer was lost on its way is neither lost nor shown twice', async ({ stage }) => {
    const { double, alice, channel } = stage;
    double.faults.add(/callback/, { closes: 'after' });
    const asked = similar(stage);
    await double.until('the second try', () => asked.refusals.includes(40060));
    expect(alice.sees(channel).map(shownText)).toEqual([expect.stringContaining('12 papers')]);
  });

  test('for all tells which message it is although its answer was lost', async ({ stage }) => {
    const { double, alice, bob, channel } = stage;
    const posted: unknown[] = [];
    stage.answer = async ({ reply }) => posted.push(...(await reply([{ title: 'One' }])));
    double.faults.add(/callback/, { closes: 'after' });
    alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } });
    const [first] = await double.until('the post', () => posted.length === 1 && bob.sees(channel));
    expect(posted).toEqual([
      expect.objectContaining({ message: expect.objectContaining({ id: first?.id }) }),
    ]);
  });

  test('is left to another process that was first, and says nothing more', async ({ stage }) => {
    const { double } = stage;
    double.faults.add(/callback/, { status: 400, body: { code: 40060, message: 'Already acknowledged.' } });
    similar(stage);
    await double.until('a line', () => stage.lines.some((line) => line.includes('another process')));
    expect(requests(stage)).toEqual(['POST /callback']);
  });

  test('that comes too late is told in the log once', async ({ stage }) => {
    const { double } = stage;
    double.faults.add(/callback/, { status: 404, body: { code: 10062, message: 'Unknown interaction' } }, 9);
    similar(stage);
    await double.until('a line', () =>
      stage.lines.some((line) => line.includes('could not be acknowledged')),
    );
    expect(stage.lines.filter((line) => /^(?:warn|error|bot) /u.test(line))).toHaveLength(1);
    expect(requests(stage)).toEqual(['POST /callback']);
  });

  test('that has nothing to say is apologised for', async ({ stage }) => {
    stage.answer = () => Promise.reject(new Error('broken'));
    const shown = shownText(await stage.double.answered(similar(stage)));
    expect(shown).toContain('could not be shown');
    expect(shown).toContain(`incident ${INCIDENT}`);
  });

  test('that Discord does not take is apologised for', async ({ stage }) => {
    const body = { code: 200000, message: 'Blocked by AutoMod' };
    stage.double.faults.add(/callback/, { status: 400, body });
    const asked = similar(stage);
    expect(shownText(await stage.double.answered(asked))).toContain(`incident ${INCIDENT}`);
    expect(asked.acknowledgement?.type).toBe(5);
  });

  test('in a form that Discord refuses is answered in plain text all the same', async ({ stage }) => {
    const body = { code: 50035, message: 'Invalid Form Body', errors: { data: { _errors: [] } } };
    stage.double.faults.add(/callback/, { status: 400, body });
    const asked = similar(stage);
    expect(shownText(await stage.double.answered(asked))).toContain('Paper 1 on');
    expect(asked.acknowledgement?.type).toBe(4);
  });
});

test('a command that takes longer than when it ran last is acknowledged soon, and at once the next time', async ({
  stage,
}) => {
  const release = holdAnswers(stage);
  const { answer } = stage;
  // From the beginning of the work on, the bot's waits are over when this test says so.
  stage.answer = (invocation) => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    return answer(invocation);
  };
  const before = stage.invocations.length;
  const asked = similar(stage);
  try {
    await stage.double.until('the command', () => stage.invocations.length > before);
    expect(asked.acknowledgement).toBeUndefined();
    vi.advanceTimersByTime(1_500);
    vi.useRealTimers();
    await stage.double.until('the acknowledgement', () => asked.acknowledgement);
    expect(asked.acknowledgement?.type).toBe(5);
    vi.useFakeTimers({ toFake: ['performance'] });
    vi.advanceTimersByTime(3_600_000);
    release();
    expect(shownText(await stage.double.answered(asked))).toContain('12 papers');
  } finally {
    vi.useRealTimers();
    release();
  }
  stage.answer = answer;
  expect(requests(stage)).toEqual(['POST /callback', 'PATCH /messages/@original']);
  const next = similar(stage);
  await stage.double.answered(next);
  expect(next.acknowledgement?.type).toBe(5);
});
