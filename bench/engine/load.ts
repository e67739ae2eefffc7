/** What a program of the bench is asked to do: the first argument, as JSON. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly packetsPerSecond: number;
  readonly packetSizeBytes: number;
  /** From the first connection to where measuring begins. */
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What it cost: printed as JSON. */
export interface Cost {
  /** User and system, while measuring. */
  readonly cpuMs: number;
  /** Sent while measuring. */
  readonly sent: number;
  /** Echoes that came while measuring. */
  readonly packets: number;
  readonly peakMegabytes: number;
  /** Of our client: how late packets were sent. */
  readonly lateP50Ms?: number;
  readonly lateP99Ms?: number;
  readonly dropped?: number;
  readonly skipped?: number;
}

export function loadOfArguments(): Load {
  return JSON.parse(process.argv[2] ?? '') as Load;
}

/** Processor time of this process so far, user and system. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Largest resident memory of this process so far, in MB of 10^6 bytes. */
export function peakMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
