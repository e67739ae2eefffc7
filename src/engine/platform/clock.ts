/** Milliseconds, with a fraction. */
export type Milliseconds = number;

/** Milliseconds since the run began; never goes back. */
export type Clock = () => Milliseconds;
