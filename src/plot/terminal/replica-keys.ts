import { plainText, type Replica } from '../../analyze/index.ts';
import { commonPrefix } from '../text/common-prefix.ts';
import { replicaTerminalColour } from './colour.ts';
import type { Key } from './drawing.ts';

const SIGNS = '123456789abcdefghijklmnopqrstuvwxyz';
const BLOCK = '█';
const MOST_LETTERS = 28;

/** What stands for replica `index`: a block where colours tell them apart, else a sign of its own. */
export function replicaSign(index: number, coloured: boolean): string {
  return coloured ? BLOCK : (SIGNS[index % SIGNS.length] ?? '?');
}

/** The legend of the replicas. */
export function replicaKeys(replicas: readonly Replica[], coloured: boolean): Key[] {
  const prefix = commonPrefix([...new Set(replicas.flatMap(({ hosts }) => hosts))]);
  return replicas.map(({ name, hosts }, index) => {
    const names = hosts.map((host) => shortened(plainText(host.slice(prefix.length)))).join(' → ');
    return {
      sign: replicaSign(index, coloured),
      label: names === '' || names === name ? name : `${name} ${names}`,
      colour: replicaTerminalColour(index),
    };
  });
}

function shortened(text: string): string {
  const letters = Array.from(text);
  if (letters.length <= MOST_LETTERS) return text;
  const half = (MOST_LETTERS - 1) / 2;
  return `${letters.slice(0, Math.ceil(half)).join('')}…${letters.slice(-Math.floor(half)).join('')}`;
}
