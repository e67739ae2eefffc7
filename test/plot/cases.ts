import { parseEvents } from '../../src/analyze/index.ts';
import {
  plotClients,
  plotConnectionCounts,
  plotConnections,
  plotOutages,
  plotEcmp,
  plotReplicas,
  plotThroughput,
  plotThroughputTable,
  plotUpgrade,
  type Chart,
  type ChartOptions,
} from '../../src/plot/index.ts';
import { parseStats, type ConnectionRow, type Run } from '../../src/stats/index.ts';
import { recordedBytes, recordedText, type RecordedName } from '../support/recorded.ts';
import { runOf } from '../support/runs.ts';
import {
  rollingUpgrade,
  runOf as simulatedRun,
  simulate,
  type Happening,
  type Scenario,
} from '../support/simulate/index.ts';

/** A picture that is kept: its name, and how it is made. */
export interface PlotCase {
  readonly name: string;
  readonly chart: () => Promise<Chart>;
}

const recorded = (name: RecordedName): Promise<Run> => parseStats(recordedBytes(name));

const upgradeEvents = (run: Run): ChartOptions => ({
  events: parseEvents(recordedText('upgrade.events'), run.header),
});

const S = 1e9;

/** `count` clients on one host; `lostAtS`: when each loses its connection and finds no other. */
function idle(
  count: number,
  durationS: number,
  lostAtS?: (client: number) => number,
): Promise<Run> {
  const connections = Array.from({ length: count }, (_, client): Partial<ConnectionRow> => {
    const lost = lostAtS?.(client);
    return {
      client,
      startedNs: client * 1000 + 1,
      connectNs: client * 1000 + 500,
      endedNs: Math.round((lost ?? durationS) * S),
      err: lost === undefined ? '' : 'EOF',
      host: `host-${client % 4}`,
    };
  });
  const header = { connections: count, durationNs: durationS * S, rateKBps: count };
  return runOf({ header, connections });
}

/** Less than a second, in which a third of the clients lose their connections. */
function brief(): Promise<Run> {
  const durationNs = 0.9 * S;
  const connections = Array.from({ length: 20 }, (_, i): Partial<ConnectionRow> => {
    const isLost = i % 3 === 0;
    return {
      client: 3 * i,
      startedNs: i * 0.04 * S + 1,
      connectNs: i * 0.04 * S + 0.03 * S,
      endedNs: isLost ? i * 0.04 * S + 0.1 * S : durationNs,
      err: isLost ? 'EOF' : '',
      host: `h${i % 4}`,
    };
  });
  return runOf({ header: { connections: 20, durationNs }, connections });
}

/** `count` samples of `everyS`, a drop-out of one sample among them. */
function sampled(count: number, everyS: number): Promise<Run> {
  let received = 0;
  const samples = Array.from({ length: count }, (_, i) => {
    received += i === Math.floor(count / 3) ? 0 : 100 + (i % 7);
    return { timeNs: Math.round((i + 1) * everyS * S), received, sent: received };
  });
  const durationNs = Math.round(count * everyS * S);
  return runOf({ header: { durationNs, rateKBps: 104 / everyS, connections: 40 }, samples });
}

/** Every client changes its host now and then; some stay without a connection for a while. */
export function wanderers(
  clients: number,
  hosts: number,
  name = (host: number): string => `h${host}`,
): Promise<Run> {
  const connections = Array.from({ length: clients }, (_, client) =>
    [0, 1, 2].map((part): Partial<ConnectionRow> => {
      const host = (client * (part + 3) + part * 5) % hosts;
      return {
        client,
        startedNs: part * 10 * S + client + 1,
        connectNs: part * 10 * S + (client % 17 === 0 && part > 0 ? 2 * S : 1e6) + client,
        endedNs: (part + 1) * 10 * S + client,
        err: part < 2 ? 'EOF' : '',
        host: name(host),
      };
    }),
  ).flat();
  return runOf({
    header: { connections: clients, durationNs: 30 * S, rateKBps: clients },
    connections,
  });
}

/** A run of ours, with the time stamps of echoes. */
function simulated(happenings: readonly Happening[], more: Partial<Scenario> = {}): Promise<Run> {
  const scenario: Scenario = {
    seed: 3,
    clients: 120,
    rateKBps: 1000,
    packetSizeBytes: 1024,
    durationNs: 25 * S,
    replicas: 4,
    optionalFields: true,
    balancerLagNs: 0.15 * S,
    happenings,
    ...more,
  };
  return simulatedRun(simulate(scenario).file);
}

const inFour = rollingUpgrade({
  replicas: 4,
  firstNs: 3 * S,
  everyNs: 4 * S,
  downNs: 1.3 * S,
  timeoutShare: 0.2,
});

const inTwenty = (): Promise<Run> =>
  simulated(rollingUpgrade({ replicas: 20, firstNs: 3 * S, everyNs: 2.5 * S, downNs: 1.3 * S }), {
    clients: 1000,
    rateKBps: 2000,
    replicas: 20,
    durationNs: 60 * S,
  });

const LONG = 'checkout-frontend-production-europe-north-1-deployment-7c9b8d5f44-';

export const PLOT_CASES: readonly PlotCase[] = [
  {
    name: 'connections-lost-and-connecting',
    chart: async () => plotConnections(await recorded('upgrade')),
  },
  {
    name: 'connections-active-events-dark',
    chart: async () => {
      const run = await recorded('upgrade');
      return plotConnections(run, { ...upgradeEvents(run), active: true, theme: 'dark' });
    },
  },
  {
    name: 'connections-all-lost',
    chart: async () => plotConnections(await recorded('server-killed'), { active: true }),
  },
  { name: 'connections-no-loss', chart: async () => plotConnections(await recorded('udp')) },
  {
    name: 'connections-one-client',
    chart: async () => plotConnections(await idle(1, 10, () => 4.2), { active: true }),
  },
  {
    name: 'connections-one-hour',
    chart: async () =>
      plotConnections(await idle(3000, 3600, (client) => 1 + client * 1.1), { active: true }),
  },
  {
    name: 'connections-no-interval',
    chart: () => {
      const none = new Uint32Array(0);
      const counts = { widthNs: S, length: 0, active: none, lost: none, connecting: none };
      return Promise.resolve(plotConnectionCounts(counts, { active: true }));
    },
  },
  {
    name: 'connections-quarter-seconds-small',
    chart: async () =>
      plotConnections(await recorded('node-failure'), {
        intervalNs: 0.25 * S,
        width: 360,
        height: 240,
        title: 'A <node> & "its" neighbours – Ελλάδα, Москва, 東京',
      }),
  },
  {
    name: 'connections-table',
    chart: () =>
      Promise.resolve(
        plotConnectionCounts({
          startNs: 2 * S,
          widthNs: 0.5 * S,
          length: 3,
          active: Uint32Array.of(3, 2, 3),
          lost: Uint32Array.of(0, 1, 0),
          connecting: Uint32Array.of(0, 1, 0),
        }),
      ),
  },
  {
    name: 'connections-short-run',
    chart: async () => plotConnections(await brief(), { active: true }),
  },
  {
    name: 'connections-late-event',
    chart: async () =>
      plotConnections(await recorded('upgrade'), {
        events: [-1, 14.9, 99].map((timeS) => ({ timeNs: timeS * S, text: `at ${timeS} s` })),
      }),
  },
  {
    name: 'throughput-packet-loss',
    chart: async () => plotThroughput(await recorded('packet-loss')),
  },
  {
    name: 'throughput-server-killed-dark',
    chart: async () => plotThroughput(await recorded('server-killed'), { theme: 'dark' }),
  },
  { name: 'throughput-100000-samples', chart: async () => plotThroughput(await sampled(1e5, 0.1)) },
  {
    name: 'throughput-one-point',
    chart: () =>
      Promise.resolve(
        plotThroughputTable({
          length: 1,
          fromNs: Float64Array.of(1 * S),
          toNs: Float64Array.of(2 * S),
          rateKBps: Float64Array.of(0.25),
        }),
      ),
  },
  {
    name: 'replicas-upgrade-events',
    chart: async () => {
      const run = await recorded('upgrade');
      return plotReplicas(run, upgradeEvents(run));
    },
  },
  {
    name: 'replicas-upgrade-dark',
    chart: async () => plotReplicas(await recorded('upgrade'), { theme: 'dark' }),
  },
  {
    name: 'replicas-all-lost',
    chart: async () => plotReplicas(await recorded('server-killed')),
  },
  {
    name: 'replicas-twelve-long-names',
    chart: async () =>
      plotReplicas(await wanderers(240, 12, (host) => `${LONG}${host}-${'x'.repeat(host)}`)),
  },
  {
    name: 'replicas-smallest-dark',
    chart: async () => {
      const run = await recorded('upgrade');
      return plotReplicas(run, {
        ...upgradeEvents(run),
        width: 200,
        height: 150,
        theme: 'dark',
      });
    },
  },
  {
    name: 'replicas-half-size-events',
    chart: async () => {
      const run = await recorded('upgrade');
      return plotReplicas(run, { ...upgradeEvents(run), width: 400, height: 250 });
    },
  },
  { name: 'replicas-many', chart: async () => plotReplicas(await wanderers(120, 120)) },
  {
    name: 'clients-numbers-with-gaps',
    chart: async () => plotClients(await brief()),
  },
  { name: 'clients-few', chart: async () => plotClients(await recorded('server-killed')) },
  { name: 'clients-one', chart: async () => plotClients(await idle(1, 10, () => 4.2)) },
  {
    name: 'clients-upgrade-events-dark',
    chart: async () => {
      const run = await recorded('upgrade');
      return plotClients(run, { ...upgradeEvents(run), theme: 'dark' });
    },
  },
  {
    name: 'clients-shared-rows',
    chart: async () => plotClients(await recorded('ecmp-forwarded'), { height: 300 }),
  },
  { name: 'ecmp-hash-threshold', chart: async () => plotEcmp(await recorded('ecmp-forwarded')) },
  {
    name: 'ecmp-stateful-dark',
    chart: async () => plotEcmp(await recorded('upgrade'), { theme: 'dark', height: 560 }),
  },
  {
    name: 'ecmp-grown',
    chart: async () => {
      const upgraded = rollingUpgrade({
        replicas: 8,
        firstNs: 3 * S,
        everyNs: 2.5 * S,
        downNs: 1.3 * S,
      });
      return plotEcmp(await simulated(upgraded, { replicas: 8, clients: 400 }));
    },
  },
  { name: 'ecmp-no-change', chart: async () => plotEcmp(await recorded('udp')) },
  {
    name: 'ecmp-small',
    chart: async () => plotEcmp(await recorded('node-failure'), { width: 420, height: 260 }),
  },
  {
    name: 'clients-host-unknown',
    chart: async () =>
      plotClients(
        await runOf({
          connections: [
            { client: 0, host: '' },
            { client: 1, host: 'a\u0007\ud800' },
          ],
        }),
      ),
  },
  { name: 'outages-upgrade', chart: async () => plotOutages(await simulated(inFour)) },
  {
    name: 'outages-one-dark',
    chart: async () =>
      plotOutages(
        await simulated([{ kind: 'remove', timeNs: 5 * S, replicas: [1], backNs: 9 * S }]),
        { theme: 'dark' },
      ),
  },
  { name: 'outages-none', chart: async () => plotOutages(await simulated([])) },
  {
    name: 'outages-never-back',
    chart: async () =>
      plotOutages(
        await simulated([{ kind: 'remove', timeNs: 5 * S, replicas: [0] }], { replicas: 1 }),
      ),
  },
  { name: 'outages-many', chart: async () => plotOutages(await inTwenty()) },
  {
    name: 'outages-bounds-events-dark',
    chart: async () => {
      const run = await recorded('upgrade');
      return plotOutages(run, { ...upgradeEvents(run), theme: 'dark' });
    },
  },
  {
    name: 'outages-reversion',
    chart: async () => plotOutages(await recorded('ecmp-forwarded')),
  },
  {
    name: 'outages-small',
    chart: async () => plotOutages(await simulated(inFour), { width: 300, height: 200 }),
  },
  { name: 'upgrade-recorded', chart: async () => plotUpgrade(await recorded('upgrade')) },
  {
    name: 'upgrade-dark',
    chart: async () => plotUpgrade(await simulated(inFour), { theme: 'dark' }),
  },
  {
    name: 'upgrade-more-than-colours',
    chart: async () =>
      plotUpgrade(
        await simulated([{ kind: 'remove', timeNs: 5 * S, replicas: [1], backNs: 9 * S }], {
          clients: 400,
          replicas: 20,
        }),
      ),
  },
  { name: 'upgrade-many', chart: async () => plotUpgrade(await inTwenty()) },
  { name: 'upgrade-none', chart: async () => plotUpgrade(await simulated([])) },
  {
    name: 'upgrade-small',
    chart: async () => plotUpgrade(await recorded('upgrade'), { width: 300, height: 200 }),
  },
];
