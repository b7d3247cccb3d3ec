import { describe, expect, it } from 'vitest';
import { factsOf, only, startTalk } from '../talk.ts';

const hidden = '\u200B\u202E\u2060\u{E0041}\uFFA0\u0007\uD800';

describe('characters that are never shown', () => {
  it('stay out of notes, tags, topics and names, whoever types them', async () => {
    const talk = (await startTalk()).as('A\u200B\u202Eda', 'papers');
    await talk.type('/papers save 2303.08010');
    await talk.type(`/papers tag 2303.08010 tags:"phy${hidden}sics"`);
    await talk.type(`/papers note 2303.08010 ask${hidden} Ada نمی\u200Cخواهم 👩‍👩‍👧‍👦`);
    const saved = only(await talk.type('/papers saved tag:physics')).items?.[0];
    expect(factsOf(saved)).toContain('· physics ·');
    expect(saved?.note).toBe('ask Ada نمی\u200Cخواهم 👩‍👩‍👧‍👦');
    expect((await talk.formOf('/papers note 2303.08010'))?.fields[0]?.value).not.toContain('\u2060');
    expect(only(await talk.type('/papers share 2303.08010')).subtitle?.text).toBe('Shared by Ada');
    await talk.type(`/digest add uncer${hidden}tainty 09:00 weekdays Europe/Berlin`);
    expect(JSON.stringify(await talk.type('/digest list'))).toContain('“uncertainty”');
  });
});
