import type { Endpoint } from '../../../addresses/endpoint.ts';

/**
 * Which endpoint is tried. All clients begin with the one that answered last, so that an address
 * that nobody listens on is not tried again with every connection.
 */
export class EndpointTurns {
  readonly #endpoints: readonly Endpoint[];
  #first = 0;

  /** @param endpoints at least one */
  constructor(endpoints: readonly Endpoint[]) {
    this.#endpoints = endpoints;
  }

  get count(): number {
    return this.#endpoints.length;
  }

  /** The endpoint after so many others of one attempt. */
  at(tried: number): Endpoint {
    return this.#endpoints[(this.#first + tried) % this.count] as Endpoint;
  }

  answered(endpoint: Endpoint): void {
    this.#first = Math.max(0, this.#endpoints.indexOf(endpoint));
  }

  /** It took a connection, and no echo came: the next one has its turn. */
  silent(endpoint: Endpoint): void {
    if (this.at(0) === endpoint) this.#first = (this.#first + 1) % this.count;
  }
}
