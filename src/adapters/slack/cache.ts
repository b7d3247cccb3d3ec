/** Answers by id: asked for once while they are fresh, by however many at the same time. Failures are not kept. */
export function createCache<T>(
  fresh: number,
  kept: number,
  now: () => number,
): (id: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  return (id, ask) => {
    const known = answers.get(id);
    if (known !== undefined && now() - known.at < fresh) return known.answer;
    answers.delete(id);
    const answer = ask();
    answers.set(id, { at: now(), answer });
    answer.catch(() => {
      if (answers.get(id)?.answer === answer) answers.delete(id);
    });
    const oldest = answers.keys().next().value;
    if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
