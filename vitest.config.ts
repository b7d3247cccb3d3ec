import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/core/store/postgres-server.ts'],
    testTimeout: 20_000,
  },
});
