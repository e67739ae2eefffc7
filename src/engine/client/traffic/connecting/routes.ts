import type { Endpoint } from '../../../addresses/endpoint.ts';
import type { TrafficPlan } from '../../plan/traffic-plan.ts';
import { sourceSupply, type SourceSupply } from '../../sources/source-supply.ts';
import type { Connection } from '../connections/connection.ts';
import { EndpointTurns } from './endpoint-turns.ts';

/** Where connections come from, and which of the service's addresses they go to. */
export class Routes {
  readonly #supply: SourceSupply | undefined;
  /** Of the endpoints that a source of that family reaches; without sources all stand under 0. */
  readonly #turns: ReadonlyMap<0 | 4 | 6, EndpointTurns>;

  /**
   * @param random from 0 to below 1, for source addresses
   * @throws {EngineError} `option` where a source can reach no endpoint
   */
  constructor({ endpoints, sources }: TrafficPlan, random: () => number) {
    this.#supply = sources && sourceSupply(sources, endpoints, random);
    this.#turns = new Map([
      [0, new EndpointTurns(endpoints)],
      [4, new EndpointTurns(endpoints.filter(({ family }) => family === 4))],
      [6, new EndpointTurns(endpoints.filter(({ family }) => family === 6))],
    ]);
  }

  /** Whether connections come from sources; otherwise from wherever the system chooses. */
  get hasSources(): boolean {
    return this.#supply !== undefined;
  }

  /** The source of the next connection; undefined = the list is used up, or there are no sources. */
  nextSource(): Endpoint | undefined {
    return this.#supply?.();
  }

  /** Endpoints that a connection from that source can try. */
  count(source: Endpoint | undefined): number {
    return this.#turnsOf(source).count;
  }

  /** The endpoint after so many others of one attempt. */
  endpoint(source: Endpoint | undefined, tried: number): Endpoint {
    return this.#turnsOf(source).at(tried);
  }

  /** The endpoint of that connection took it. */
  answered({ source, endpoint }: Connection): void {
    this.#turnsOf(source).answered(endpoint);
  }

  /** It took the connection, and no echo came: the next one has its turn. */
  silent({ source, endpoint }: Connection): void {
    this.#turnsOf(source).silent(endpoint);
  }

  #turnsOf(source: Endpoint | undefined): EndpointTurns {
    return this.#turns.get(source?.family ?? 0) as EndpointTurns;
  }
}
