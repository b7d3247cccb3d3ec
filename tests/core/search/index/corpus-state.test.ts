import { expect, it } from 'vitest';
import { describeState } from '../../../../src/core/search/index/corpus-state.ts';
import type { Segment } from '../../../../src/core/search/index/segment.ts';
import { indexOf, LIBRARY } from '../sample-papers.ts';

it('counts a segment once, however often others come beside it', async () => {
  const engine = await indexOf(LIBRARY.slice(1));
  await engine.update({ put: LIBRARY.slice(0, 1), removed: [] });
  const [first, ...others] = engine.segments();
  let looks = 0;
  const watched: Segment = {
    ...(first as Segment),
    get lengths() {
      looks += 1;
      return (first as Segment).lengths;
    },
  };
  expect(others.length).toBeGreaterThan(0);
  const whole = describeState([first as Segment, ...others]);
  expect(describeState([watched, ...others])).toEqual({ ...whole, segments: [watched, ...others] });
  const asked = looks;
  describeState([watched]);
  describeState([watched, ...others]);
  expect(looks).toBe(asked);
});
