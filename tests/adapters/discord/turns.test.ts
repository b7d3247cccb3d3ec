import { expect, it } from 'vitest';
import { setStage } from './stage.ts';

it('takes a turn of all processes with its token before each request, but for answers', async () => {
  const stage = await setStage();
  const reserved: (readonly [readonly string[], number])[] = [];
  await stage.start({
    turns: {
      async reserve(key, interval, turns) {
        for (let turn = 0; turn < turns; turn += 1) reserved.push([key, interval]);
        return 0;
      },
    },
  });
  const before = reserved.length;
  const { id, guild } = stage.channel;
  await stage.discord().post({ platform: 'discord', workspace: guild ?? '', id }, { title: 'The paper' });
  expect(reserved.slice(before)).toEqual([
    [['discord', 'requests', stage.double.token.split('.')[0]], 1_000 / 45],
  ]);
  await stage.double.answered(stage.alice.types(stage.channel, 'papers', { verb: 'new' }));
  expect(reserved).toHaveLength(before + 1);
  await stage.end();
  expect(stage.double.violations).toEqual([]);
});
