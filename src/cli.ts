#!/usr/bin/env node
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Places, readArguments, type Task, UsageError } from './app/command-line/arguments.ts';
import { runBatch, writeAnswer, writeJson } from './app/command-line/search.ts';
import { usage } from './app/command-line/usage.ts';
import { configure } from './app/configure.ts';
import { openKeptPapers } from './app/kept-papers.ts';
import { openLibrary } from './app/library.ts';
import { createLog, type LogLevel, type ProgramLog } from './app/log.ts';
import { listenForStop } from './app/operation/stopping.ts';
import { previewing } from './app/preview/previewing.ts';
import { version } from './app/version.ts';
import { type Config, ConfigError, opensHere } from './config/config.ts';
import { SearchFailure } from './core/search/engine.ts';
import { checkCorpus, renderCheck } from './core/sources/folder/check.ts';
import { TransferFailure } from './core/store/backup/transfer-lines.ts';
import { StoreFailure } from './core/store/store.ts';
import { nobodyTyped } from './core/text/log-entry.ts';

const { argv, env: environment, stdin: input, stdout: output, stderr: errors } = process;

/** Does what the command line asks; yields the exit code. */
async function runTask(task: Task): Promise<number> {
  switch (task.kind) {
    case 'help':
      await print(usage);
      return 0;
    case 'version':
      await print(`${version}\n`);
      return 0;
    case 'start':
    case 'preview':
      return start(task);
    case 'search':
    case 'batch':
      return runSearch(task);
    case 'check':
      return check(task);
    case 'backup':
    case 'restore':
    case 'export':
      return transfer(task);
    case 'forget':
      return forget(task);
    case 'doctor':
      return examine(task);
    case 'fetch':
      return fetchPapers(task);
  }
}

async function start({ kind, ...places }: Extract<Task, { kind: 'start' | 'preview' }>): Promise<number> {
  const config = kind === 'preview' ? previewing(settingsAt(places, true)) : settingsAt(places);
  const log = openLog(config, opensHere(config) ? 'warn' : 'info');
  for (const notice of config.notices) log.warn(nobodyTyped(notice));
  // Loaded only here, so that a search does not wait for what connects to services.
  const { runBot } = await import('./main.ts');
  try {
    const stopping = listenForStop(process, config.shutdownDelay * 1_000);
    return await runBot(config, { environment, input, output, ...stopping }, log);
  } catch (error) {
    // The store has said it in the log.
    if (error instanceof StoreFailure) return 1;
    throw error;
  }
}

async function check({ folder, ...places }: Extract<Task, { kind: 'check' }>): Promise<number> {
  endQuietlyWithReader();
  const result = await checkCorpus(folder === undefined ? settingsAt(places).corpus : resolve(folder));
  await print(`${renderCheck(result)}\n`);
  return result.problems.length === 0 ? 0 : 1;
}

async function runSearch(task: Extract<Task, { kind: 'search' | 'batch' }>): Promise<number> {
  endQuietlyWithReader();
  if (task.kind === 'batch') await assertFile(task.file);
  const config = settingsAt(task);
  const log = openLog(config, 'warn');
  const kept = await openKeptPapers(config, task.corpus === undefined, log);
  const library = await openLibrary(
    { config, kept: kept.sources, follow: false, warm: task.kind === 'batch', early: false },
    log,
  );
  try {
    if (task.kind === 'batch') {
      const wrong = await runBatch(task.file, task.limit, library.search, print, complain);
      return wrong === 0 ? 0 : 1;
    }
    const result = await library.search.search(task.query, { limit: task.limit });
    await print(
      task.json ? writeJson(task.query, result) : writeAnswer(task.query, result, output, environment),
    );
    return 0;
  } finally {
    await library.close();
    await kept.close();
  }
}

async function transfer(task: Extract<Task, { kind: 'backup' | 'restore' | 'export' }>): Promise<number> {
  const config = settingsAt(task);
  const { backUp, exportAll, restore } = await import('./app/command-line/transfer.ts');
  if (task.kind === 'export') {
    endQuietlyWithReader();
    await exportAll(config, print);
  } else if (task.kind === 'backup') complain(await backUp(config, task.file, task.force));
  else complain(await restore(config, task.file, task.force));
  return 0;
}

async function forget({ named, sure, ...places }: Extract<Task, { kind: 'forget' }>): Promise<number> {
  const { forgetMember, forgetWorkspace } = await import('./app/command-line/forget.ts');
  const told =
    'id' in named
      ? await forgetMember(settingsAt(places), named, sure, new Date())
      : await forgetWorkspace(settingsAt(places), named, sure);
  await print(told);
  return 0;
}

async function examine(places: Places): Promise<number> {
  const config = settingsAt(places);
  const { examineAll } = await import('./app/doctor/doctor.ts');
  const { renderFindings } = await import('./app/doctor/diagnosis.ts');
  const findings = await examineAll(config, new Date());
  await print(renderFindings(findings));
  return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
}

async function fetchPapers(task: Extract<Task, { kind: 'fetch' }>): Promise<number> {
  const config = settingsAt(task);
  const { runFetch } = await import('./app/command-line/fetch.ts');
  const log = openLog(config, 'warn');
  return runFetch(config, task, { print, complain, log, stop: listenForStop(process).stop });
}

/** The log on the standard error stream, the secrets of the configuration hidden. */
function openLog({ logLevel, logFormat: format, secrets }: Config, level: LogLevel): ProgramLog {
  return createLog({ level: logLevel ?? level, format, secrets, write: (line) => void errors.write(line) });
}

function settingsAt({ configFile, corpus }: Places, previewOnly = false): Config {
  return configure({
    environment,
    folder: process.cwd(),
    shippedCorpus: fileURLToPath(new URL('../corpus', import.meta.url)),
    ...(configFile === undefined ? {} : { configFile }),
    ...(corpus === undefined ? {} : { corpus }),
    ...(previewOnly ? { previewOnly } : {}),
  });
}

async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() && !found?.isFIFO()) throw new UsageError(`${file} cannot be read as a file.`);
}

/** Resolves when the text is on its way. */
async function print(text: string): Promise<void> {
  if (!output.write(text)) await new Promise<void>((resolve) => output.once('drain', resolve));
}

function complain(problem: string): void {
  errors.write(`${problem}\n`);
}

/** Whoever reads our output may stop, as `head` does. */
function endQuietlyWithReader(): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    complain(`${error.message}\n`.trim());
    return 2;
  }
  const told = [ConfigError, StoreFailure, TransferFailure, SearchFailure];
  if (error instanceof Error && told.some((kind) => error instanceof kind)) complain(error.message);
  else
    complain(`Paperboy stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return 1;
}

try {
  process.exitCode = await runTask(readArguments(argv.slice(2)));
} catch (error) {
  process.exitCode = explain(error);
}
// Nothing that a library left open keeps the program from ending.
setTimeout(() => process.exit(), 500).unref();
