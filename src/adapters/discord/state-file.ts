import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createKeyedQueue } from '../../core/async/keyed-queue.ts';

/** What is kept from one start to the next, and for `doctor`. To lose it does no harm. */
export type State = {
  /** Where commands were announced: ids of servers, '' for everywhere. */
  readonly announced: readonly string[];
  /** Since when Discord refuses requests; '' where it takes them. ISO 8601. */
  readonly refusedSince: string;
  /** Since when few connections are left that may be opened; '' where there are enough. ISO 8601. */
  readonly fewSessionsSince: string;
};

export type StateFile = {
  read(): Promise<State>;
  /** Rejects where the folder cannot be written to. */
  change(part: Partial<State>): Promise<void>;
};

const nothing: State = { announced: [], refusedSince: '', fewSessionsSince: '' };
const schema = z.object({
  announced: z.array(z.string()),
  refusedSince: z.string(),
  fewSessionsSince: z.string().default(''),
});

/** The state in a folder; without one it lasts as long as the process. */
export function openStateFile(folder?: string): StateFile {
  const file = folder === undefined ? undefined : join(folder, 'discord.json');
  const inTurn = createKeyedQueue();
  let kept: State | undefined;

  async function read(): Promise<State> {
    if (file === undefined || kept !== undefined) return kept ?? nothing;
    const text = await readFile(file, 'utf8').catch(() => '');
    kept = schema.safeParse(parse(text)).data ?? nothing;
    return kept;
  }

  return {
    read,
    change: (part) =>
      inTurn('', async () => {
        kept = { ...(await read()), ...part };
        if (file === undefined || folder === undefined) return;
        await mkdir(folder, { recursive: true });
        await writeFile(`${file}.new`, JSON.stringify(kept));
        await rename(`${file}.new`, file);
      }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
