import type { Command } from '../../command.ts';
import type { Family } from '../addresses.ts';
import { inside } from '../inside.ts';

/** The program for a family's rules. */
export function tables(family: Family): 'iptables' | 'ip6tables' {
  return family === 4 ? 'iptables' : 'ip6tables';
}

/** Changes rules of the router, all in one step. */
export function changeRules(
  id: string,
  family: Family,
  table: 'nat' | 'filter',
  lines: readonly string[],
): Command {
  const { argv } = inside(id).run('router', `${tables(family)}-restore`, '--wait', '--noflush');
  return { argv, input: [`*${table}`, ...lines, 'COMMIT', ''].join('\n') };
}
