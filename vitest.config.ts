import { defineConfig } from 'vitest/config';

/** Whole programs, real platforms, browsers, years of digests: what takes seconds each. */
const slow = 'tests/slow/**/*.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['tests/core/store/postgres-server.ts'],
    // For a machine that is slow and busy: a test that hangs is told all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000, interval: 10 } },
    // Files share what they import: loading the SDKs anew for each would take a third of the time.
    isolate: false,
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'suite', include: ['tests/**/*.test.ts'], exclude: [slow] } },
      { extends: true, test: { name: 'slow', include: [slow] } },
    ],
  },
});
