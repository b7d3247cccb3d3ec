import { parentPort, workerData } from 'node:worker_threads';

const numbers = workerData as Float64Array;
parentPort?.postMessage(numbers.reduce((sum, number) => sum + number, 0));
// A thread that would go on is ended once it has answered.
setInterval(() => {}, 1_000);
