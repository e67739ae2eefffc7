import { POLICIES, type Ecmp, type EcmpChange } from '../../analyze/index.ts';
import { nsToSeconds } from '../../stats/index.ts';
import { plainText } from '../plain-text.ts';
import { commonPrefix } from './replica-labels.ts';

export const NO_CHANGE = 'The targets did not change, so no policy shows itself';

/** Changes that cost something, or that some policy expects to. */
export function shownChanges({ changes }: Ecmp): readonly EcmpChange[] {
  return changes.filter(
    ({ lost, expected, hosts }) =>
      hosts.length > 0 && (lost > 0 || POLICIES.some((policy) => expected[policy] >= 0.5)),
  );
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
export function hostLabels(changes: readonly EcmpChange[]): ReadonlyMap<string, string> {
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
