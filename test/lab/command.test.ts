import { describe, expect, it } from 'vitest';
import { command, shellText } from '../../src/lab/command.ts';

describe('commands', () => {
  it('can be typed into a shell', () => {
    expect(shellText(command('ip', 'addr', 'add', '10.0.0.0/24'))).toBe('ip addr add 10.0.0.0/24');
    expect(shellText(command('sh', '-c', "echo 'a' > b"))).toBe(`sh -c 'echo '\\''a'\\'' > b'`);
    expect(shellText({ argv: ['cat'], input: 'a\nb\n' })).toBe(`cat <<'END'\na\nb\nEND`);
  });
});
