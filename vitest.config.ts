import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/core/store/postgres-server.ts'],
    testTimeout: 20_000,
    // Files share what they import: loading the SDKs anew for each would take a third of the time.
    isolate: false,
    maxWorkers: '100%',
  },
});
