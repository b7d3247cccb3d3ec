import { parentPort, workerData } from 'node:worker_threads';
import { createBreather } from '../../async/time-slices.ts';
import type { TermCounts } from './term-counts.ts';
import { train } from './train.ts';

const training = await train(workerData as TermCounts, createBreather(Number.POSITIVE_INFINITY));
parentPort?.postMessage(training);
