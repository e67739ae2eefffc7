import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../../stats/index.ts';
import { EngineError } from '../../errors.ts';
import type { Tell } from '../../notices/notice-limiter.ts';
import { refuse, type Accepted } from '../../platform/tcp-handle.ts';
import type { Backend } from '../serving/backend.ts';
import type { NoticeKind } from '../serving/notices.ts';
import { replicaName } from './replica-name.ts';
import { ReplicaProcess } from './replica-process.ts';
import { nextUp } from './rotation.ts';

/** After a replica was replaced, clients have so long to connect again before the next one goes. */
const STEP_PAUSE_MS = 1000;

/** Between attempts to start a replica. */
const START_PAUSE_MS = 500;

/** Is told the host name of a replica that is about to be replaced. */
type OnReplace = (hostname: string) => void;

/**
 * Replicas behind one port. Each has a place: connections go to the places in turn, UDP flows to
 * the place that their source chooses, or, while that one is not up, to the next that is.
 */
export class ReplicaSet implements Backend {
  readonly #hostname: string;
  readonly #tell: Tell<NoticeKind>;
  readonly #onReplace: OnReplace;
  readonly #places: (ReplicaProcess | undefined)[];
  readonly #closing = new AbortController();
  #named = 0;
  #last = -1;
  #steps: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;
  /** Work on places that goes on by itself: a replica that ended is replaced. */
  readonly #filling = new Map<number, Promise<void>>();

  private constructor(
    hostname: string,
    count: number,
    tell: Tell<NoticeKind>,
    onReplace: OnReplace,
  ) {
    this.#hostname = hostname;
    this.#tell = tell;
    this.#onReplace = onReplace;
    this.#places = Array.from({ length: count }, () => undefined);
    // Each place may pause.
    setMaxListeners(0, this.#closing.signal);
  }

  /**
   * Starts the replicas and waits until all are up.
   *
   * @throws EngineError `environment`
   */
  static async start(
    hostname: string,
    count: number,
    tell: Tell<NoticeKind>,
    onReplace: OnReplace = () => undefined,
  ): Promise<ReplicaSet> {
    const set = new ReplicaSet(hostname, count, tell, onReplace);
    const names = set.#places.map(() => set.#nextName());
    const started = await Promise.allSettled(
      names.map(async (name, place) => {
        await set.#settle(place, await set.#start(name));
      }),
    );
    const failed = started.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      await set.close();
      throw new EngineError({
        code: 'environment',
        option: 'replicas',
        expected: 'processes that start',
        found: messageOf(failed.reason),
        cause: failed.reason,
      });
    }
    return set;
  }

  get hosts(): readonly string[] {
    return this.#places.flatMap((replica) => (replica?.up === true ? [replica.hostname] : []));
  }

  serve(accepted: Accepted): void {
    const place = nextUp(this.#up(), this.#last);
    const replica = place === undefined ? undefined : this.#places[place];
    if (place === undefined || replica === undefined) {
      refuse(accepted);
      if (!this.#closing.signal.aborted) this.#tell('no-replica', '');
      return;
    }
    this.#last = place;
    replica.hand(accepted);
  }

  fieldFor(flow: number): Uint8Array | undefined {
    const count = this.#places.length;
    for (let step = 0; step < count; step++) {
      const replica = this.#places[(flow + step) % count];
      if (replica?.up === true) return replica.field;
    }
    return undefined;
  }

  restart(): Promise<void> {
    this.#steps = this.#steps.then(() => this.#replaceAll());
    return this.#steps;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(
      this.#places.flatMap((replica) => (replica === undefined ? [] : [replica.stop()])),
    );
    await Promise.all([this.#steps, ...this.#filling.values()]);
  }

  async #replaceAll(): Promise<void> {
    for (let place = 0; place < this.#places.length; place++) {
      if (this.#closing.signal.aborted) return;
      if (place > 0) await this.#pause(STEP_PAUSE_MS);
      // One that is just being replaced will be new.
      const filling = this.#filling.get(place);
      if (filling !== undefined) await filling;
      else await this.#replace(place);
    }
  }

  async #replace(place: number): Promise<void> {
    const old = this.#places[place];
    this.#places[place] = undefined;
    if (old !== undefined) this.#onReplace(old.hostname);
    await old?.stop();
    await this.#fill(place);
  }

  /** Puts a new replica into a place that is empty; does not give up before all is closed. */
  #fill(place: number): Promise<void> {
    const filling = this.#tryToFill(place).finally(() => {
      this.#filling.delete(place);
    });
    this.#filling.set(place, filling);
    return filling;
  }

  async #tryToFill(place: number): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        await this.#settle(place, await this.#start(this.#nextName()));
        return;
      } catch (error) {
        this.#tell('replica-start', messageOf(error));
        await this.#pause(START_PAUSE_MS);
      }
    }
  }

  #start(name: string): Promise<ReplicaProcess> {
    return ReplicaProcess.start(name, {
      tell: this.#tell,
      onReturned: (accepted) => {
        this.serve(accepted);
      },
    });
  }

  /** Gives a replica that is up its place, and watches over it. */
  async #settle(place: number, replica: ReplicaProcess): Promise<void> {
    if (this.#closing.signal.aborted) {
      await replica.stop();
      return;
    }
    this.#places[place] = replica;
    void replica.ended.then((how) => {
      if (this.#places[place] !== replica || this.#closing.signal.aborted) return;
      this.#places[place] = undefined;
      this.#tell('replica-ended', `replica ${replica.hostname} ended by itself (${how})`);
      void this.#fill(place);
    });
  }

  #nextName(): string {
    return replicaName(this.#hostname, this.#named++);
  }

  #up(): boolean[] {
    return this.#places.map((replica) => replica?.up === true);
  }

  async #pause(lengthMs: number): Promise<void> {
    // Closing ends the pause early.
    await delay(lengthMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }
}
