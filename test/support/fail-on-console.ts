import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest';

const spies = new Map<string, MockInstance>();

/** The library never prints: a test in which it does has failed. */
const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

beforeEach(() => {
  for (const method of METHODS) spies.set(method, vi.spyOn(console, method));
});

afterEach(() => {
  for (const method of METHODS) {
    expect(spies.get(method)?.mock.calls, `console.${method}`).toEqual([]);
  }
  vi.restoreAllMocks();
});
