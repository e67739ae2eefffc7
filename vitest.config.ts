import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Live labs take minutes of real traffic, and root.
    exclude: process.env['FULL'] === '1' ? [] : ['test/system/lab/**'],
    setupFiles: ['test/support/fail-on-console.ts'],
    // Many tests wait for traffic, not for a processor.
    maxWorkers: 3,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    coverage: {
      provider: 'v8',
      enabled: process.env['CI'] !== undefined,
      include: ['src/stats/**', 'src/analyze/**'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        'src/stats/**': { lines: 95 },
        'src/analyze/**': { lines: 95 },
      },
    },
  },
});
