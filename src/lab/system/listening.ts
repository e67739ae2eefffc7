import { readFileSync } from 'node:fs';

const LISTEN = '0A';

/** Whether somebody listens on a TCP port in the network that a process lives in. */
export function isListening(pid: number, port: number): boolean {
  return ['tcp', 'tcp6'].some((protocol) =>
    listensOn(socketTable(`/proc/${pid}/net/${protocol}`), port),
  );
}

/** @param table as the kernel prints it: `sl local_address rem_address st …`, ports in hexadecimal */
export function listensOn(table: string, port: number): boolean {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').some((line) => {
    const [, address = '', , state] = line.trim().split(/\s+/);
    return state === LISTEN && address.endsWith(local);
  });
}

function socketTable(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
