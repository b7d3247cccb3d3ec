/** What a promise yields, or `otherwise` where that takes longer than so many milliseconds. Leaves no timer behind. */
export function within<Value, Other>(
  milliseconds: number,
  promise: Promise<Value>,
  otherwise: Other,
): Promise<Value | Other> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, otherwise);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
