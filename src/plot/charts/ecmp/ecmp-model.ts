import { max } from 'd3-array';
import {
  ecmp,
  plainText,
  POLICIES,
  type Ecmp,
  type EcmpAccountOptions,
  type EcmpChange,
  type ECMP_COLUMNS,
  type Study,
} from '../../../analyze/index.ts';
import { nsToSeconds } from '../../../stats/index.ts';
import { countTicks } from '../../axes/ticks.ts';
import { commonPrefix } from '../../text/common-prefix.ts';

export const NO_CHANGE = 'The targets did not change, so no policy shows itself';

/** What the chart of policies shows. */
export interface EcmpModel extends Pick<Ecmp, 'policy' | 'posterior' | 'policies'> {
  /** Changes that cost something, or that some policy expects to. */
  readonly changes: readonly EcmpChange[];
  /** Host -> its name without what all begin with. */
  readonly labels: ReadonlyMap<string, string>;
}

export function ecmpModel(
  study: Study<(typeof ECMP_COLUMNS)[number]>,
  { targets, changes: told }: EcmpAccountOptions,
): EcmpModel {
  const { policy, posterior, policies, changes } = ecmp(study, { targets, changes: told });
  const shown = changes.filter(
    ({ lost, expected, hosts }) =>
      hosts.length > 0 && (lost > 0 || POLICIES.some((each) => expected[each] >= 0.5)),
  );
  return { policy, posterior, policies, changes: shown, labels: hostLabels(shown) };
}

/** The right end of a panel that has room for the connections of these changes: a round number. */
export function panelEnd(changes: readonly EcmpChange[]): number {
  const counts = changes.flatMap(({ hosts }) =>
    hosts.flatMap(({ lost, expected }) => [lost, ...POLICIES.map((policy) => expected[policy])]),
  );
  const most = Math.max(1, max(counts) ?? 0);
  return countTicks(most, 4, true).at(-1) ?? most;
}

/** `6.008 s: −node1`, with the hosts' labels. */
export function changeCaption(
  { timeNs, isBefore, text }: EcmpChange,
  labels: ReadonlyMap<string, string>,
): string {
  const time = `${isBefore ? 'before ' : ''}${nsToSeconds(timeNs).toFixed(3)} s`;
  const words = text.split(' ').map((word) => {
    const [, sign = '', name = '', weight = ''] = /^([-+]?)(.*?)(\*\d+)?$/.exec(word) ?? [];
    return `${sign === '-' ? '−' : sign}${labels.get(name) ?? name}${weight}`;
  });
  return plainText(`${time}: ${words.join(' ')}`);
}

/** Host names without what they begin with alike. */
function hostLabels(changes: readonly EcmpChange[]): ReadonlyMap<string, string> {
  const hosts = [
    ...new Set(
      changes.flatMap((change) => [
        ...change.hosts.map(({ host }) => host),
        ...change.targets.map(({ name }) => name),
      ]),
    ),
  ];
  const prefix = commonPrefix(hosts);
  return new Map(hosts.map((host) => [host, plainText(host.slice(prefix.length))]));
}

/** What the picture says: the policy, or that there is none. */
export function verdict({ policy, posterior }: Pick<Ecmp, 'policy' | 'posterior'>): string {
  return policy === 'undecided' ? 'undecided' : `${policy}, posterior ${posteriorText(posterior)}`;
}

/** Never 1 where it is less. */
export function posteriorText(posterior: number): string {
  if (posterior > 0.999) return posterior > 1 - 1e-9 ? '1' : '> 0.999';
  return posterior < 0.001 ? '< 0.001' : posterior.toFixed(3);
}
