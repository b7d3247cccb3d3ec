/** One thing that was looked at. `warn`: works, and something is to be done; `off`: not set up, which is no fault. */
export type Diagnosis = {
  readonly state: 'ok' | 'warn' | 'wrong' | 'off';
  readonly subject: string;
  readonly lines: readonly string[];
};

/** The findings for people, a line each or a few. */
export function renderFindings(findings: readonly Diagnosis[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings
    .flatMap(({ state, subject, lines }) =>
      lines.map((line, index) => {
        const head = index === 0 ? `${state.padEnd(5)}  ${subject.padEnd(width)}` : ' '.repeat(width + 7);
        return `${head}  ${line}\n`;
      }),
    )
    .join('');
}
