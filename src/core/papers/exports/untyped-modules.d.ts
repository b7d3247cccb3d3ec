/** The parts of Citation.js 0.7 that are used here (https://citation.js.org/api/0.7/); it ships no types. */
declare module '@citation-js/core' {
  export const plugins: {
    readonly input: {
      chain(
        input: unknown,
        options: { forceType?: string; target?: string; generateGraph?: boolean; strict?: boolean },
      ): unknown;
    };
    readonly output: {
      format(name: string, data: readonly unknown[], options?: Readonly<Record<string, unknown>>): unknown;
    };
    readonly config: { get(plugin: string): unknown };
  };
  export const logger: { level: string };
}
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-ris';
