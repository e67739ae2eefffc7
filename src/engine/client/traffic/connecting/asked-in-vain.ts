import type { Milliseconds } from '../../../platform/clock.ts';
import type { Connection } from '../connections/connection.ts';
import type { Dial } from '../connections/dial.ts';
import type { SynTimes } from './syn-times.ts';

/** Notes when connections were asked for in vain: with each SYN that no acceptance came back for. */
export class AskedInVain {
  readonly #syns: SynTimes;
  readonly #systemTells: boolean;

  /** @param systemTells whether channels know how often their SYN was sent again */
  constructor(syns: SynTimes, systemTells: boolean) {
    this.#syns = syns;
    this.#systemTells = systemTells;
  }

  /** It has come to nothing by that time. */
  failed(connection: Connection, { askedMs }: Dial, timeMs: Milliseconds): void {
    connection.askedInVain(askedMs + this.#syns.lastWithin(timeMs - askedMs));
  }

  /** It is answered: what was sent before the SYN that brought the answer was in vain, of other dials, too. */
  answered(connection: Connection, answered: Dial, timeMs: Milliseconds): void {
    const { askedMs, channel } = answered;
    const retransmits = this.#systemTells
      ? channel.retransmits()
      : this.#syns.retransmitsWithin(timeMs - askedMs);
    if (retransmits > 0) connection.askedInVain(askedMs + this.#syns.at(retransmits - 1));
    const answeredMs = askedMs + this.#syns.at(retransmits);
    for (const dial of connection.dials) {
      if (dial !== answered && dial.askedMs < answeredMs) this.failed(connection, dial, answeredMs);
    }
  }
}
