import { type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';

export type ThreadOptions = {
  /** What is handed over of the data, not copied. */
  readonly transfer?: readonly Transferable[];
  /** Ends the thread at once. */
  readonly signal?: AbortSignal;
};

/**
 * Runs a module beside `from` (its `import.meta.url`), named as its source, in a thread of its own. Resolves to the first message it
 * posts to its parent; rejects where it fails, ends without one, or is aborted. The thread has ended then, or soon will.
 */
export function runThread(
  module: `${string}.ts`,
  from: string,
  data: unknown,
  { transfer = [], signal }: ThreadOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(module, from, { workerData: data, transferList: [...transfer] });
    const end = (): void => {
      signal?.removeEventListener('abort', end);
      void worker.terminate();
    };
    signal?.addEventListener('abort', end);
    worker.once('message', (message) => {
      resolve(message);
      end();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', end);
      reject(new Error(`a thread ended (${code}) before it had an answer`));
    });
  });
}

function startWorker(module: string, from: string, options: WorkerOptions): Worker {
  if (from.endsWith('.js')) return new Worker(new URL(module.replace(/\.ts$/u, '.js'), from), options);
  // Not built, as in tests: tsx reads the source.
  const url = JSON.stringify(new URL(module, from).href);
  const code = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${url}, ${url}))`;
  return new Worker(code, { ...options, eval: true, execArgv: [] });
}
