import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { addToHistory, historyLength, loadHistory } from './history.ts';

/** What readline takes: what may follow, and the end of the line that it replaces. */
export type Completions = [string[], string];

/** The lines that are typed or piped in, one after the other. */
export type LineReader = {
  /** The next line; undefined after the last. */
  read(): Promise<string | undefined>;
  /** The next line as an answer, which no history keeps; undefined where there is none, or Ctrl-C refused it. */
  ask(complete: (typed: string) => Completions): Promise<string | undefined>;
  /** Writes above what is being typed, which stays as it is. */
  print(text: string): Promise<void>;
  close(): void;
};

export type LineReaderOptions = {
  readonly input: Readable;
  readonly output: Writable;
  readonly interactive: boolean;
  readonly historyFile?: string;
  readonly prompt: string;
  complete(typed: string): Completions;
  /** Resolves when the text is on its way. */
  write(text: string): Promise<void>;
  onHistoryFailure(error: unknown): void;
};

export function createLineReader(options: LineReaderOptions): LineReader {
  return options.interactive ? readFromPerson(options) : readFromPipe(options);
}

function readFromPipe({ input, write }: LineReaderOptions): LineReader {
  const readline = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, terminal: false });
  const next = readOneByOne(readline);
  return { read: next, ask: next, print: write, close: () => readline.close() };
}

function readFromPerson(options: LineReaderOptions): LineReader {
  const { input, output, historyFile, prompt, write } = options;
  let complete = options.complete;
  let refuse: (() => void) | undefined;
  let isPrompting = false;
  let isKeeping = historyFile !== undefined;
  const readline = createInterface({
    input,
    output,
    terminal: true,
    prompt,
    completer: (typed: string) => complete(typed),
    history: historyFile === undefined ? [] : loadHistory(historyFile),
    historySize: historyLength,
    removeHistoryDuplicates: true,
  });
  const next = readOneByOne(readline);

  readline.on('history', (lines: string[]) => {
    if (refuse !== undefined) {
      lines.shift();
      return;
    }
    if (historyFile === undefined || !isKeeping || lines[0] === undefined) return;
    try {
      addToHistory(historyFile, lines[0]);
    } catch (error) {
      isKeeping = false;
      options.onHistoryFailure(error);
    }
  });

  readline.on('SIGINT', () => {
    const wasEmpty = readline.line === '';
    clearTyped(readline);
    if (refuse !== undefined) refuse();
    else if (wasEmpty) readline.close();
  });

  async function readWith<T>(sign: string, line: Promise<T>): Promise<T> {
    readline.setPrompt(sign);
    readline.prompt();
    isPrompting = true;
    try {
      return await line;
    } finally {
      isPrompting = false;
    }
  }

  return {
    read: () => readWith(prompt, next()),
    close: () => readline.close(),

    async ask(completeAnswer) {
      const refused = new Promise<undefined>((resolve) => {
        refuse = () => resolve(undefined);
      });
      complete = completeAnswer;
      try {
        return await readWith('? ', Promise.race([next(), refused]));
      } finally {
        complete = options.complete;
        refuse = undefined;
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

/** The lines in their order; one that was asked for and not awaited is what the next call yields. */
function readOneByOne(readline: Interface): () => Promise<string | undefined> {
  const lines = readline[Symbol.asyncIterator]();
  let coming: Promise<string | undefined> | undefined;
  return () => {
    coming ??= lines.next().then(({ done, value }) => {
      coming = undefined;
      return done === true ? undefined : value;
    });
    return coming;
  };
}

function clearTyped(readline: Interface): void {
  if (readline.line === '') return;
  readline.write(null, { ctrl: true, name: 'e' });
  readline.write(null, { ctrl: true, name: 'u' });
}
