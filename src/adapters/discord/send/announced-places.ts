import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createKeyedQueue } from '../../../core/async/keyed-queue.ts';

/** Where commands were announced: ids of servers, '' for everywhere. To lose it does no harm. */
export type AnnouncedPlaces = {
  list(): Promise<readonly string[]>;
  /** Rejects where the folder cannot be written to. */
  add(place: string): Promise<void>;
  /** As `add`. */
  remove(place: string): Promise<void>;
};

const schema = z.object({ announced: z.array(z.string()) });

/** The places as a folder keeps them, which several processes may share; without one they last as long as the process. */
export function openAnnouncedPlaces(folder?: string): AnnouncedPlaces {
  const file = folder === undefined ? undefined : join(folder, 'discord.json');
  const inTurn = createKeyedQueue();
  let kept: readonly string[] = [];

  async function list(): Promise<readonly string[]> {
    if (file === undefined) return kept;
    const text = await readFile(file, 'utf8').catch(() => '');
    return schema.safeParse(parse(text)).data?.announced ?? [];
  }

  const change = (work: (places: readonly string[]) => readonly string[]) =>
    inTurn('', async () => {
      const before = await list();
      const announced = work(before);
      if (announced === before) return;
      kept = announced;
      if (file === undefined || folder === undefined) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = `${file}.${randomUUID()}.new`;
      try {
        await writeFile(draft, JSON.stringify({ announced }));
        await rename(draft, file);
      } finally {
        await rm(draft, { force: true });
      }
    });

  return {
    list,
    add: (place) => change((places) => (places.includes(place) ? places : [...places, place])),
    remove: (place) =>
      change((places) => (places.includes(place) ? places.filter((one) => one !== place) : places)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
