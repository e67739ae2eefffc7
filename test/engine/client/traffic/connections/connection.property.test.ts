import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../../../src/engine/client/traffic/channels/channel.ts';
import { Connection } from '../../../../../src/engine/client/traffic/connections/connection.ts';
import {
  follow,
  TRANSITIONS,
  type Phase,
} from '../../../../../src/engine/client/traffic/connections/phase.ts';

const ENDPOINT = { host: '127.0.0.1', port: 5003, family: 4 } as const;
const CHANNEL: Channel = {
  local: '127.0.0.1:40000',
  host: '',
  send: () => true,
  abandon: () => false,
  close: () => undefined,
  retransmits: () => 0,
};
const PHASES = Object.keys(TRANSITIONS) as Phase[];
const ENDS: readonly Phase[] = ['lost', 'over'];

interface Step {
  readonly to: Phase;
  readonly take: (connection: Connection) => void;
}

/** All that can happen to a connection, and the phase that it leads to. */
const STEPS: readonly Step[] = [
  {
    to: 'connecting',
    take: (connection) => {
      connection.dial(ENDPOINT, CHANNEL);
    },
  },
  {
    to: 'idle',
    take: (connection) => {
      if (connection.phase === 'backing-off') connection.retry();
      else connection.refused('refused');
    },
  },
  {
    to: 'backing-off',
    take: (connection) => {
      connection.backOff();
    },
  },
  {
    to: 'open',
    take: (connection) => {
      if (connection.phase === 'awaiting') connection.answered(2);
      else connection.established(1);
    },
  },
  {
    to: 'awaiting',
    take: (connection) => {
      connection.sent(1.5);
    },
  },
  {
    to: 'lost',
    take: (connection) => {
      connection.lose('eof');
    },
  },
  {
    to: 'over',
    take: (connection) => {
      connection.end();
    },
  },
];

describe('a connection', () => {
  it('goes where the table lets it, whatever happens to it, and stays where it is otherwise', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 40 }), (steps) => {
        const connection = new Connection(0, 0, ENDPOINT, undefined);
        for (const { to, take } of steps) {
          const before = connection.phase;
          if (TRANSITIONS[before].includes(to)) take(connection);
          else
            expect(() => {
              take(connection);
            }).toThrow(`from ${before} to ${to}`);
          expect(connection.phase).toBe(TRANSITIONS[before].includes(to) ? to : before);
        }
      }),
    );
  });

  it('tells what its phases say', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 40 }), (steps) => {
        const connection = new Connection(0, 0, ENDPOINT, undefined);
        let wasEstablished = false;
        let sent = 0;
        let received = 0;
        for (const { to, take } of steps) {
          const before = connection.phase;
          if (!TRANSITIONS[before].includes(to)) continue;
          take(connection);
          if (to === 'open') wasEstablished = true;
          if (to === 'awaiting') sent++;
          if (to === 'open' && before === 'awaiting') received++;
        }
        const { phase } = connection;
        const state = connection.state(Infinity, '');
        expect(state).toMatchObject({ sent, received });
        expect(state.connectNs > 0).toBe(wasEstablished);
        expect(connection.isEstablished).toBe(phase === 'open' || phase === 'awaiting');
        expect(connection.isAwaiting).toBe(sent > received && connection.isEstablished);
        expect(connection.isOver).toBe(ENDS.includes(phase));
      }),
    );
  });
});

describe('the table of phases', () => {
  it('leads from the first to each, and from each that is not an end to one', () => {
    expect(reachable('idle')).toEqual(new Set(PHASES));
    for (const phase of PHASES) {
      expect(TRANSITIONS[phase].length === 0).toBe(ENDS.includes(phase));
      expect([...reachable(phase)].some((next) => ENDS.includes(next))).toBe(true);
    }
  });

  it('lets nothing else happen', () => {
    for (const from of PHASES) {
      for (const to of PHASES) {
        if (TRANSITIONS[from].includes(to)) expect(follow(from, to)).toBe(to);
        else expect(() => follow(from, to)).toThrow(`cannot go from ${from} to ${to}`);
      }
    }
  });
});

function reachable(from: Phase): Set<Phase> {
  const found = new Set([from]);
  for (const phase of found) for (const next of TRANSITIONS[phase]) found.add(next);
  return found;
}
