/** What is at most allowed of work that grows with its size: a third of what a quadratic one takes, thrice a linear one. */
export const LINEAR = 24;

const TRIES = 12;
/** Milliseconds of work below which a measurement is noise. */
const LEAST = 0.5;

/** Milliseconds of processor time that work took in this process; what other programs do meanwhile does not count. */
export async function measureWork(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * How many times as much processor time work takes at eight times the size: about 8 where it is linear, 64 where it is
 * quadratic. Each size counts with the least of its tries, of which there are more only while they do not look linear.
 */
export async function measureGrowth(work: (size: number) => unknown, size: number): Promise<number> {
  await work(size);
  let [small, large] = [await measureWork(() => work(size)), await measureWork(() => work(8 * size))];
  for (let tries = 1; tries < TRIES && large / Math.max(small, LEAST) > LINEAR; tries += 1) {
    small = Math.min(small, await measureWork(() => work(size)));
    large = Math.min(large, await measureWork(() => work(8 * size)));
  }
  return large / Math.max(small, LEAST);
}

/** Milliseconds of work after which others have had a turn, on a busy machine too; slices are far shorter. */
export const SLICE = 100;

/**
 * Does work, and counts how often others had their turn on the event loop meanwhile; `work` is the processor time it took,
 * in milliseconds.
 */
export async function countTurns<T>(
  act: () => Promise<T>,
): Promise<{ readonly turns: number; readonly work: number; readonly result: T }> {
  let turns = 0;
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const before = process.cpuUsage();
  const result = await act();
  const { user, system } = process.cpuUsage(before);
  counting = false;
  return { turns, work: (user + system) / 1000, result };
}
