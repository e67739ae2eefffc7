import type { Milliseconds } from '../../../platform/clock.ts';
import type { Channel } from './channel.ts';

/** Channels that were abandoned: they stay open for a while, so that late echoes are seen. */
export class LateChannels {
  readonly #waitMs: Milliseconds;
  /** In the order of their ends, as all wait equally long. */
  #waiting: { readonly channel: Channel; readonly untilMs: Milliseconds }[] = [];

  constructor(waitMs: Milliseconds) {
    this.#waitMs = waitMs;
  }

  add(channel: Channel, nowMs: Milliseconds): void {
    this.#waiting.push({ channel, untilMs: nowMs + this.#waitMs });
  }

  /** When the next one is to be closed; Infinity = none waits. */
  nextMs(): Milliseconds {
    return this.#waiting[0]?.untilMs ?? Infinity;
  }

  /** Closes those whose time is over. */
  close(elapsedMs: Milliseconds): void {
    if (this.nextMs() > elapsedMs) return;
    const open = this.#waiting.findIndex(({ untilMs }) => untilMs > elapsedMs);
    const over = this.#waiting.splice(0, open < 0 ? this.#waiting.length : open);
    for (const { channel } of over) channel.close();
  }
}
