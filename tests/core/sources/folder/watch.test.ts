import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeProblem } from '../../../../src/core/papers/problem.ts';
import { openCorpus } from '../../../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../../../src/core/sources/folder/folder-source.ts';
import { checkWatch, type StartWatch } from '../../../../src/core/sources/folder/try-watch.ts';
import { createFolder, jsonLines } from '../../papers/papers.ts';

/** A system that has no watch left, as `fs.watch` says it. */
const refuse =
  (code: string): StartWatch =>
  () => {
    throw Object.assign(new Error(`${code}: watch`), { code });
  };
/** A system that takes the watch and never tells anything, as with changes made at the other side of a mount. */
const deaf: StartWatch = () => () => {};

/** A corpus of one folder that is looked at often, and what becomes of it. */
async function open(folder: string, start?: StartWatch) {
  const source = createFolderSource(folder, { lookEvery: 50, ...(start === undefined ? {} : { start }) });
  const corpus = await openCorpus([source]);
  onTestFinished(() => corpus.close());
  return {
    corpus,
    titles: () => corpus.papers.map(({ title }) => title),
    problems: () => corpus.problems.map(describeProblem).map((line) => line.replaceAll(folder, 'FOLDER')),
    /** Resolves once it holds, looked at whenever the corpus says something. */
    until: (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (holds()) resolve();
        };
        corpus.onHealth(look);
        corpus.onChange(look);
        look();
      }),
  };
}

describe('a folder whose changes are not told', () => {
  it.each([
    [
      'no watch is left',
      refuse('ENOSPC'),
      /^FOLDER: the system has no file watches left .*ENOSPC.*max_user_watches/u,
    ],
    [
      'no watcher is left',
      refuse('EMFILE'),
      /^FOLDER: the system has no file watches left .*EMFILE.*max_user_instances/u,
    ],
    [
      'it cannot be watched',
      refuse('EINVAL'),
      /^FOLDER: this folder cannot be watched \(EINVAL\); .*within a minute$/u,
    ],
    [
      'nothing is told',
      deaf,
      /^FOLDER: the system does not report changes in this folder; .*within a minute$/u,
    ],
  ])('is looked at all the same where %s, and that is said', async (_, start, words) => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const { corpus, titles, problems, until } = await open(folder, start);
    await until(() => problems().length > 0);
    expect(problems()).toEqual([expect.stringMatching(words)]);
    expect(corpus.sources[0]?.health.state).toBe('fresh');
    await writeFile(join(folder, 'b.jsonl'), jsonLines({ title: 'Two' }));
    await until(() => titles().length === 2);
    await rm(join(folder, 'a.jsonl'));
    await until(() => titles().join() === 'Two');
    expect(problems()).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['b.jsonl']);
  });

  it('is watched again once a watch can be had', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    let isFull = true;
    const { problems, until } = await open(folder, (path, onSign, onFailure) => {
      if (isFull) return refuse('ENOSPC')(path, onSign, onFailure);
      onSign(null);
      return () => {};
    });
    await until(() => problems().length > 0);
    isFull = false;
    await until(() => problems().length === 0);
  });

  it('is said to be told of in part where a change is found that was not', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const { problems, titles, until } = await open(folder, (_path, onSign) => {
      onSign(null);
      return () => {};
    });
    // The one sign may be taken for that of the second file still.
    for (const title of ['Two', 'Three', 'Two and more']) {
      await writeFile(join(folder, `${title}.jsonl`), jsonLines({ title }));
      await until(() => titles().includes(title));
    }
    await until(() => problems().length > 0);
    expect(problems()).toEqual([expect.stringMatching(/does not report all changes/u)]);
  });

  it('is found out beforehand, which leaves nothing in it', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    expect(await checkWatch(folder)).toBeUndefined();
    expect(await checkWatch(folder, deaf)).toMatchObject({ place: folder });
    expect(await checkWatch(folder, refuse('ENOSPC'))).toMatchObject({ place: folder });
    expect(await readdir(folder)).toEqual(['a.jsonl']);
  });

  it('writes through no link that somebody laid where the trial file goes', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const elsewhere = await createFolder({ precious: 'kept' });
    await symlink(join(elsewhere, 'precious'), join(folder, '.paperboy-probe'));
    expect(await checkWatch(folder)).toBeUndefined();
    expect(execFileSync('cat', [join(elsewhere, 'precious')], { encoding: 'utf8' })).toBe('kept');
  });
});

describe('papers that cannot be read for a while', () => {
  it('stay while their folder is away, which is said, and follow it when it is back', async () => {
    const folder = join(await createFolder(), 'papers');
    await rename(await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) }), folder);
    const { corpus, titles, problems, until } = await open(folder);
    await rename(folder, `${folder}-away`);
    await until(() => problems().length > 0);
    expect(problems()).toEqual([
      expect.stringMatching(/this folder does not exist; .*papers stay as they were/u),
    ]);
    expect(corpus.sources[0]?.health.state).toBe('broken');
    expect(titles()).toEqual(['One']);
    await writeFile(join(`${folder}-away`, 'b.jsonl'), jsonLines({ title: 'Two' }));
    await rm(join(`${folder}-away`, 'a.jsonl'));
    await rename(`${folder}-away`, folder);
    await until(() => titles().join() === 'Two' && problems().length === 0);
  });

  const otherDisk = '/dev/shm';
  const isOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(tmpdir()).dev;
  it.runIf(isOther)('stay while nothing is mounted where they were', async () => {
    const papers = await mkdtemp(join(otherDisk, 'paperboy-papers-'));
    onTestFinished(() => rm(papers, { recursive: true, force: true }));
    await writeFile(join(papers, 'a.jsonl'), jsonLines({ title: 'One' }));
    const folder = join(await createFolder(), 'papers');
    const lead = async (to: string) => {
      await symlink(to, `${folder}-new`);
      await rename(`${folder}-new`, folder);
    };
    await lead(papers);
    const { corpus, titles, problems, until } = await open(folder);
    await lead(await createFolder());
    const isAway = () =>
      problems().some((line) => /another disk than before.*papers stay as they were/u.test(line));
    await until(isAway);
    expect(corpus.sources[0]?.health.state).toBe('broken');
    expect(titles()).toEqual(['One']);
    await lead(papers);
    await until(() => !isAway());
    await rm(join(papers, 'a.jsonl'));
    await until(() => titles().length === 0);
  });

  it('stay while their file is a link that leads nowhere, and are read when it leads somewhere again', async () => {
    const elsewhere = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const folder = await createFolder({ 'b.jsonl': jsonLines({ title: 'Two' }) });
    await symlink(join(elsewhere, 'a.jsonl'), join(folder, 'a.jsonl'));
    const { titles, problems, until } = await open(folder);
    expect(titles()).toEqual(['One', 'Two']);
    await rename(join(elsewhere, 'a.jsonl'), join(elsewhere, 'away'));
    await until(() =>
      problems().some((line) => /^a\.jsonl: cannot be read .*papers stay as they were/u.test(line)),
    );
    expect(titles()).toEqual(['One', 'Two']);
    await writeFile(join(elsewhere, 'a.jsonl'), jsonLines({ title: 'One' }, { title: 'Three' }));
    await until(() => titles().join() === 'One,Three,Two');
  });

  // The owner of everything may read everything.
  it.skipIf(process.getuid?.() === 0)('are read once their file may be', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    await chmod(join(folder, 'a.jsonl'), 0);
    const { titles, until } = await open(folder);
    expect(titles()).toEqual([]);
    await chmod(join(folder, 'a.jsonl'), 0o600);
    await until(() => titles().join() === 'One');
  });
});
