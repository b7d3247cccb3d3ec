import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import { type Readable, Transform, type Writable } from 'node:stream';
import { within } from '../../../core/async/within.ts';

/** What readline takes: what may follow, and the end of the line that it replaces. */
export type Completions = [string[], string];

/** The lines that are typed or piped in, one after the other. */
export type LineReader = {
  /** The next line; undefined after the last. */
  read(): Promise<string | undefined>;
  /** The next line as an answer, which no history keeps; undefined where there is none, or Ctrl-C refused it. */
  ask(complete: (typed: string) => Promise<Completions>): Promise<string | undefined>;
  /** Writes above what is being typed, which stays as it is. */
  print(text: string): Promise<void>;
  close(): void;
};

/** A terminal can be told to hand over each key as it is pressed. */
type RawInput = Readable & { readonly setRawMode?: (isRaw: boolean) => unknown };

export type LineReaderOptions = {
  readonly input: RawInput;
  readonly output: Writable;
  readonly interactive: boolean;
  readonly historyFile?: string;
  readonly prompt: string;
  complete(typed: string): Promise<Completions>;
  /** Resolves when the text is on its way. */
  write(text: string): Promise<void>;
  onHistoryFailure(error: unknown): void;
};

export function createLineReader(options: LineReaderOptions): LineReader {
  return options.interactive ? readFromPerson(options) : readFromPipe(options);
}

function readFromPipe({ input, write }: LineReaderOptions): LineReader {
  const readline = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, terminal: false });
  const lines = readline[Symbol.asyncIterator]();
  const read = async () => {
    const { done, value } = await lines.next();
    return done === true ? undefined : value;
  };
  return { read, ask: read, print: write, close: () => readline.close() };
}

function readFromPerson(options: LineReaderOptions): LineReader {
  const { input, output, historyFile, prompt, write } = options;
  let complete = options.complete;
  let isAnswer = false;
  let isPrompting = false;
  let isKeeping = historyFile !== undefined;
  const keys = partAfterTabs(input);
  const readline = createInterface({
    input: keys,
    output,
    terminal: true,
    prompt,
    completer: (typed: string, answer: (error?: Error | null, completions?: Completions) => void) =>
      void within(completedWithin, complete(typed), nothingFollows).then(
        (completions) => answer(null, completions),
        answer,
      ),
    history: historyFile === undefined ? [] : loadHistory(historyFile),
    historySize: historyLength,
    removeHistoryDuplicates: true,
  });
  const lines = queueLines(readline);

  readline.on('history', (typed: string[]) => {
    if (isAnswer) typed.shift();
    const [newest] = typed;
    if (isAnswer || historyFile === undefined || !isKeeping || newest === undefined) return;
    try {
      addToHistory(historyFile, newest);
    } catch (error) {
      isKeeping = false;
      options.onHistoryFailure(error);
    }
  });

  readline.on('close', () => {
    input.unpipe();
    input.pause();
  });

  readline.on('SIGINT', () => {
    const wasEmpty = readline.line === '';
    clearTyped(readline);
    if (isAnswer) lines.refuse();
    else if (wasEmpty) readline.close();
  });

  async function readAfter(sign: string): Promise<string | undefined> {
    readline.setPrompt(sign);
    readline.prompt();
    isPrompting = true;
    try {
      return await lines.next();
    } finally {
      isPrompting = false;
    }
  }

  return {
    read: () => readAfter(prompt),
    close: () => readline.close(),

    async ask(completeAnswer) {
      complete = completeAnswer;
      isAnswer = true;
      try {
        return await readAfter('? ');
      } finally {
        complete = options.complete;
        isAnswer = false;
      }
    },

    async print(text) {
      if (!isPrompting) return write(text);
      const { line, cursor } = readline;
      clearTyped(readline);
      cursorTo(output, 0);
      clearLine(output, 0);
      const written = write(text);
      readline.prompt();
      if (line !== '') readline.write(line);
      while (readline.cursor > cursor) readline.write(null, { name: 'left' });
      await written;
    },
  };
}

/** Keys wait for the completions of what was typed before them, but no longer than so many milliseconds. */
const completedWithin = 500;
const nothingFollows: Completions = [[], ''];

/** The keys of an input, a tab the last of its piece: readline takes no further piece until it is completed. */
function partAfterTabs(input: RawInput): RawInput {
  const keys = new Transform({
    transform(chunk: Buffer, _, done) {
      for (let at = 0; at < chunk.length; ) {
        const tab = chunk.indexOf('\t', at);
        const end = tab < 0 ? chunk.length : tab + 1;
        this.push(chunk.subarray(at, end));
        at = end;
      }
      done();
    },
  });
  const raw = input.setRawMode === undefined ? {} : { setRawMode: input.setRawMode.bind(input) };
  return Object.assign(input.pipe(keys), raw);
}

/** Lines in their order, typed ahead or waited for; `refuse` ends the waiting without one. */
function queueLines(readline: Interface) {
  const ahead: string[] = [];
  let hasEnded = false;
  let hand: ((line: string | undefined) => void) | undefined;
  const give = (line: string | undefined) => {
    const waiting = hand;
    hand = undefined;
    waiting?.(line);
    return waiting !== undefined;
  };
  readline.on('line', (line) => {
    if (!give(line)) ahead.push(line);
  });
  readline.on('close', () => {
    hasEnded = true;
    give(undefined);
  });
  return {
    refuse: () => void give(undefined),
    async next(): Promise<string | undefined> {
      if (ahead.length > 0 || hasEnded) return ahead.shift();
      return new Promise((resolve) => {
        hand = resolve;
      });
    },
  };
}

function clearTyped(readline: Interface): void {
  if (readline.line === '') return;
  readline.write(null, { ctrl: true, name: 'e' });
  readline.write(null, { ctrl: true, name: 'u' });
}

/** Lines kept, as many as one scrolls back through. */
const historyLength = 500;

/** The lines typed in earlier sessions, the newest first; none where there is no such file. */
function loadHistory(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/**
 * Puts a line before those in the file, for their owner's eyes only; what another terminal has put there since stays.
 * Throws where the folder cannot be written.
 */
function addToHistory(file: string, line: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lines = [line, ...loadHistory(file).filter((before) => before !== line)];
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${lines.slice(0, historyLength).join('\n')}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
